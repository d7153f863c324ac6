"""Finding quotes again in a text: LangExtract's aligner, on the tasks that our anchoring gets."""


def langextract_aligner(job):
    """A reader of tasks (text, spans of its sentences, quotes) to the places of the quotes: lists of (start, end) or None.

    The aligner takes the quotes of a text together and in order; it knows neither where they stood nor what stood around them.
    """
    from langextract.core.data import Extraction
    from langextract.core.tokenizer import UnicodeTokenizer  # its other tokenizer takes a Chinese sentence for one word
    from langextract.resolver import WordAligner

    aligner, tokenizer = WordAligner(), UnicodeTokenizer()

    def read(tasks):
        for task in tasks:
            asked = [[Extraction("quote", quote["quote"]) for quote in task["quotes"]]]
            places = [extraction.char_interval for extraction in
                      aligner.align_extractions(asked, task["text"], tokenizer_impl=tokenizer)[0]]
            yield [place and (place.start_pos, place.end_pos) for place in places]
    return read
