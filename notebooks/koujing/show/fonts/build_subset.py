"""Rebuild the font beside this file: python build_subset.py NotoSansSC-Regular.otf (see README.md).

Not imported by the package. Needs fontTools, which matplotlib brings along.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent
PROJECT = FONTS.parents[3]
TARGET = FONTS / "NotoSansSC-Koujing.otf"

# A name of its own: a font manager must not mistake a Noto Sans SC that the machine holds for ours.
FAMILY = "Noto Sans SC Koujing"

# Blocks that labels, captions and quotes draw from, whether or not an article uses the character today.
BLOCKS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x2010, 0x2027),  # dashes, quotation marks, bullets, ellipsis
    (0x2030, 0x205E),  # per mille, primes, guillemets
    (0x2190, 0x2193),  # arrows
    (0x2460, 0x2473),  # circled numbers
    (0x2500, 0x257F),  # box drawing
    (0x25A0, 0x25FF),  # geometric shapes
    (0x3000, 0x303F),  # CJK punctuation
    (0xFF00, 0xFFEF),  # fullwidth forms
)
SIGNS = "✓✗×●○◆–—…·•→←≥≤≠±≈−αρκ★☆"

# Text of the project that a figure may draw. Labels and cues are within GB 2312 (a test looks).
TEXT_FOLDERS = ("corpus", "notebooks/koujing/show/tables")
TEXT_SUFFIXES = {".txt", ".csv", ".json", ".jsonl", ".md", ".tsv"}

# Name records that the licence and the font managers need: copyright, names, version, trademark, licence.
NAMES = [0, 1, 2, 4, 5, 6, 7, 13, 14]


def encoded(leads, trails, encoding):
    """The characters that a two-byte encoding defines for these first and second bytes."""
    pairs = (bytes((lead, trail)) for lead in leads for trail in trails)
    return {char for pair in pairs for char in pair.decode(encoding, "ignore")}


def repertoire():
    """The set of characters the subset is to hold: blocks, GB 2312, Big5 level 1, and the project's own text."""
    wanted = {chr(point) for first, last in BLOCKS for point in range(first, last + 1)} | set(SIGNS)
    wanted |= encoded(range(0xA1, 0xF8), range(0xA1, 0xFF), "gb2312")
    wanted |= encoded(range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)), "big5")
    for folder in TEXT_FOLDERS:
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXT_SUFFIXES:
                wanted |= set(path.read_bytes().decode("utf-8", "ignore"))
    return {char for char in wanted if char.isprintable()}


def rename(font):
    """Give the font its own family and PostScript name in every name record."""
    names = {1: FAMILY, 4: FAMILY, 6: FAMILY.replace(" ", "")}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    cff = font["CFF "].cff
    cff.fontNames = [names[6]]
    top = cff[0]
    top.FullName, top.FamilyName = FAMILY, FAMILY


def build(source):
    """Write the subset of the font file `source`; the same source and text give the same bytes."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.drop_tables += ["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    options.name_IDs = NAMES
    options.name_languages = [0x409]
    font = TTFont(source, recalcTimestamp=False)
    wanted = repertoire()
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, wanted)))
    subsetter.subset(font)
    rename(font)
    font.save(TARGET)
    missing = sorted(wanted - set(map(chr, font.getBestCmap())))
    print(f"{TARGET.name}: {len(font.getBestCmap())} characters, {TARGET.stat().st_size} bytes")
    print(f"wanted but not in the source: {len(missing)}: {''.join(missing)}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python build_subset.py NotoSansSC-Regular.otf")
    build(sys.argv[1])
