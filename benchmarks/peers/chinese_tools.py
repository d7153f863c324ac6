"""Chinese toolkits that find terms of a lexicon sentence by sentence; neither reads stances."""
import warnings


def placed(text, sentences):
    """The sentences with where each begins in the text, since both tools count within a sentence."""
    end = 0
    for sentence in sentences:
        start = text.find(sentence, end)
        end = start + len(sentence)
        yield start, sentence


def jionlp_lexicon(job):
    """A reader by JioNLP: `split_sentence`, then `LexiconNER` with our terms by label."""
    import jionlp

    lexicon = {}
    for text, _, label in job["terms"]:
        lexicon.setdefault(label, []).append(text)
    recognise = jionlp.ner.LexiconNER(lexicon)

    def read(texts):
        for text in texts:
            yield [(at + found["offset"][0], at + found["offset"][1], found["type"], None)
                   for at, sentence in placed(text, jionlp.split_sentence(text)) for found in recognise(sentence)]
    return read


def harvesttext_linking(job):
    """A reader by HarvestText: `cut_sentences`, then `entity_linking` with our terms as entities."""
    warnings.simplefilter("ignore")
    from harvesttext import HarvestText

    tool = HarvestText()
    kinds = {label: "".join(filter(str.isalnum, label)) for _, _, label in job["terms"]}  # it becomes a jieba tag: letters only
    tool.add_entities({text: [text] for text, _, _ in job["terms"]}, {text: kinds[label] for text, _, label in job["terms"]})

    def read(texts):
        for text in texts:
            yield [(at + start, at + end, kind.strip("#"), None) for at, sentence in placed(text, tool.cut_sentences(text))
                   for (start, end), (_, kind) in tool.entity_linking(sentence)]
    return read
