"""How property tests invent examples: the same ones in every run of the gate, as many and as random as asked elsewhere."""
import os

from hypothesis import HealthCheck, settings

ASKED = os.environ.get("KOUJING_EXAMPLES")  # a long run: KOUJING_EXAMPLES=20000


def examples(usual):
    """The settings of a property that tries so many examples in the gate; a busy machine is no fault of it."""
    return settings(max_examples=int(ASKED or usual), derandomize=ASKED is None, deadline=None, database=None,
                    suppress_health_check=list(HealthCheck))
