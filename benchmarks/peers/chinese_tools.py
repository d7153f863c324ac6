"""Chinese toolkits that find terms of a lexicon sentence by sentence; neither reads stances."""
import warnings


def jionlp_lexicon(job):
    """A reader by JioNLP: `split_sentence`, then `LexiconNER` with our terms by label."""
    import jionlp

    lexicon = {}
    for text, _, label in job["terms"]:
        lexicon.setdefault(label, []).append(text)
    recognise = jionlp.ner.LexiconNER(lexicon)

    def read(texts):
        for text in texts:
            yield [(*found["offset"], found["type"], None)
                   for sentence in jionlp.split_sentence(text) for found in recognise(sentence)]
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
            yield [(*span, kind.strip("#"), None)
                   for sentence in tool.cut_sentences(text) for span, (_, kind) in tool.entity_linking(sentence)]
    return read
