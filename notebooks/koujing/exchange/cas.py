"""UIMA CAS XMI 1.0 with its type system (INCEpTION, DKPro), in a zip: `TypeSystem.xml` and one `NAME.xmi` an article.

Offsets in a CAS count UTF-16 code units, as Java does; dkpro-cassis converts them. A claim is an annotation of the type
`webanno.custom.Claim` (INCEpTION's name for a custom layer), and each of its fields a feature.
"""
import io
import re
import warnings

from ..read.article import InputFault
from .annotations import FURTHER, Annotation, Document, code_of, coded, shown, stated
from .memo import LISTS, built, flat, unwritten, written
from .untrusted import ANOTHER, members, span, tree, zipped

TYPE = "webanno.custom.Claim"
META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
FEATURES = ("item", "stance", "basis", "value", "conditions", "timing", "day_min", "day_max", "source", "laws", "rules", "note",
            "uid", "author", "date")
TYPES = "TypeSystem.xml"
NO_PLACE = re.compile(r'[\\/:*?"<>|]')  # no file of any system has these in its name


def write(documents):
    """The bytes of the zip."""
    from cassis import Cas

    system = type_system()
    files = {TYPES: system.to_xml().encode("utf-8")}
    for document in documents:
        cas = Cas(typesystem=system)
        cas.sofa_string, cas.sofa_mime = shown(document.text), "text/plain"
        cas.add(system.get_type(META)(begin=0, end=len(document.text), documentTitle=document.article))
        for one in document.annotations:
            claim = one.claim
            said = {"item": claim.item, "stance": claim.stance, **flat(claim), "note": one.note, "uid": one.id,
                    "author": one.author, "date": one.when}
            features = {name: written(said[name]) for name in FEATURES if said[name]}
            cas.add(system.get_type(TYPE)(begin=claim.start, end=claim.end, **features))
        name = NO_PLACE.sub("-", document.article)
        while f"{name}.xmi" in files:
            name += "-"
        files[f"{name}.xmi"] = cas.to_xmi().encode("utf-8")
    return zipped(files)


def read(path, data):
    """The documents of a zip of XMI files, or of one XMI file alone. An INCEpTION export is read by our type of claim."""
    if data[:2] != b"PK":
        return (_document(path, data, "article", type_system()),)
    files = members(path, data)
    own = next((name for name in sorted(files) if name.rpartition("/")[2].casefold() == TYPES.casefold()), None)
    found = tuple(_document(path, held, name, _system(path, files[own]) if own else type_system())
                  for name, held in files.items() if name.lower().endswith(".xmi"))
    if not found:
        raise InputFault(path, "holds no .xmi", "export as UIMA CAS XMI (XML 1.0)")
    return found


def type_system():
    """The cassis `TypeSystem` of what we write: the claim, and the title of a document."""
    from cassis import TypeSystem

    system = TypeSystem()
    claim = system.create_type(TYPE, description="A claim of an article on debt collection")
    for name in FEATURES:
        system.create_feature(claim, name, "uima.cas.String")
    meta = system.create_type(META, "uima.tcas.DocumentAnnotation")
    for name in ("documentTitle", "documentId"):
        system.create_feature(meta, name, "uima.cas.String")
    return system


def _system(path, data):
    """The type system in a file."""
    from cassis import load_typesystem

    tree(path, data)  # refuses entities
    return _cassis(path, lambda: load_typesystem(io.BytesIO(data)))


def _document(path, data, name, system):
    """The `Document` of one XMI file; its article is its title, else its file's name."""
    from cassis import load_cas_from_xmi

    tree(path, data)
    cas = _cassis(path, lambda: load_cas_from_xmi(io.BytesIO(data), system, lenient=True))
    text = cas.sofa_string
    if not isinstance(text, str):
        raise InputFault(path, f"its file {name[:60]!r} has no text", ANOTHER)
    # A title that the tool set is the name of the file that it was given.
    titles = [one.documentTitle for kind in (META,) if system.contains_type(kind) for one in cas.select(kind)
              if getattr(one, "documentTitle", None)]
    article = (titles[0] if titles else name.rpartition("/")[2]).removesuffix(".xmi").removesuffix(".txt")
    found, strangers = [], []
    for one in cas.select(TYPE) if system.contains_type(TYPE) else ():
        said = {name: getattr(one, name, None) or "" for name in FEATURES}
        item, stance = code_of(f"{said['item']}: {said['stance']}" if said["stance"] else said["item"])
        if not item:
            strangers.append(said["item"])
            continue
        start, end = span(path, one.begin, one.end, text, f"an annotation of {name[:60]!r}")
        read_back = {name: unwritten(said[name], name in LISTS) for name in FEATURES}
        try:
            further = built(read_back)
        except ValueError:
            raise InputFault(path, f"an annotation of {name[:60]!r} has a day that is no whole number", ANOTHER) from None
        claim = coded(article, text, start, end, item, stance, **further)
        found.append(Annotation(claim, said["uid"], read_back["author"], read_back["date"], read_back["note"],
                                given=stated(stance, FURTHER)))
    return Document(article, text, tuple(found), strangers=tuple(strangers))


def _cassis(path, load):
    """What a function of cassis returns, without its warnings about types that it does not know.

    The XML is well-formed, but what stands in it is anything: cassis raises whatever the missing part leads to.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load()
    except Exception as error:
        said = (str(error) or type(error).__name__).partition("\n")[0][:120]
        raise InputFault(path, f"is no CAS ({said})", "export as UIMA CAS XMI (XML 1.0)") from None
