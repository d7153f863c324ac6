"""From a path to an `Article`: decoded text, regions, sentences and damage, all as offsets into the raw text."""
