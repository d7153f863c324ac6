"""The names of all figures. Every function draws its tables, shows, and returns None."""
from .figures_agreement import agreement_matrix, consensus_lollipops
from .figures_counts import claims_by_family, confusion, damage_strip, score_bars
from .figures_law import law_timeline
from .figures_order import precedence_matrix, stage_lanes
from .figures_otherwise import decisions_grid
from .figures_positions import contact_matrix
from .figures_words import clouds_with_bars, keyness_bars, word_cloud, word_clouds

__all__ = ["agreement_matrix", "claims_by_family", "clouds_with_bars", "confusion", "consensus_lollipops", "contact_matrix",
           "damage_strip", "decisions_grid", "keyness_bars", "law_timeline", "precedence_matrix", "score_bars", "stage_lanes",
           "word_cloud", "word_clouds"]
