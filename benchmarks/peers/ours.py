"""Koujing as a contestant: its reading and coding, sentence after sentence, nothing kept from one article for the next."""


def extraction(job):
    """A reader of decoded texts to claims: lists of `Claim`."""
    from koujing.code.extract import extract
    from koujing.read.corpus import article_of

    def read(texts):
        for text in texts:
            yield extract(article_of(text, "article"))
    return read


def json_lines(job):
    """A reader of decoded texts to claims, each a line of JSON, as `koujing claims` writes them."""
    from koujing.code.claims import to_json

    claims = extraction(job)

    def read(texts):
        for found in claims(texts):
            yield [to_json(claim) for claim in found]
    return read


def anchoring(job):
    """A reader of tasks (`alignment`) to the places of their quotes: lists of (start, end) or None."""
    from koujing.review.anchoring import anchor
    from koujing.review.decisions import Decision

    def read(tasks):
        for task in tasks:
            found = []
            for quote in task["quotes"]:
                row = Decision(when="", who="", action="accept", article="", item="", **quote)
                place = anchor(task["text"], task["spans"], row)
                found.append((place.start, place.end) if place.found else None)
            yield found
    return read
