"""What may be true behind counts that a reader with known errors took: a Gibbs sampler over classes, shares and rates.

Unknown, and drawn in turn: the true class of each cell; for each item, the share of articles that speak of it, and how their
stances are spread; the reader's rates (`misreading`). Nothing is known of these beforehand but that items are relatives:
their shares come from a beta distribution, the spreads of their stances from a Dirichlet distribution, their sensitivities and
specificities from beta distributions, and the weights of all of these are learnt, of the shares and spreads from the
corpus, of the rates from the coded articles. How single-minded articles are in general tells what an overlooked cell would say.

Everything is an array with an axis of corpora in front, so that a simulation takes many at once.
"""
import math

import numpy as np

COUNTS = ("found", "missed", "left", "made_up", "stances", "invented")  # of a `Misreading`
CHAINS, BURN, THIN = 24, 40, 3            # independent chains; sweeps of each before the first draw, and from draw to draw
MEANS = (np.arange(60) + 0.5) / 60        # of the rates of all items: uniform
LIKENESS = 2.0 ** np.arange(1, 10)        # of the items, as a number of cells that each has beforehand: log-uniform
CONFUSION = 0.25                          # prior weight of each stance in a row of confusions: one cell's worth in all
WEIGHTS = {"speaking": 0.0, "spread": math.log(0.3)}  # middle of the log-normal prior of these weights, as a logarithm
WIDTH = 1.0                               # its standard deviation
STEP, STEPS = 0.7, 2                      # of the random walk on their logarithms
TINY = 1e-300
_lgamma = np.frompyfunc(math.lgamma, 1, 1)


def sample(seen, rates, random, draws=1000, joint=True, chains=CHAINS, burn=BURN, thin=THIN):
    """Draws from the posterior of many corpora, as a dictionary of arrays corpora × draws × items …

    `seen`: counts of classes as read, corpora × items × 5 (silent, then ranks 0 to 3). `rates`: the `COUNTS` of a
    `Misreading`, each with an axis of corpora in front. `joint`: the corpus informs the rates too, besides the coded articles;
    else these alone do (a "cut": M. Plummer, "Cuts in Bayesian graphical models", *Statistics and Computing* 25 (2015), 37–43).

    Results: `true` (counts of true classes, … × 5); `speaking` (the share that speaks, in the population that the articles
    were drawn from); `spread` (the shares of stances there, … × 4); `chances` (of each true class, given the one read,
    … × 5 read × 5 true).
    """
    corpora, chains = len(seen), min(chains, draws)
    prior = _prior(rates, random, chains)
    seen = np.repeat(seen, chains, axis=0)
    known = _first_rates(prior, random)
    world = {f"{name} weights": np.full((len(seen), size), math.exp(WEIGHTS[name]))
             for name, size in (("speaking", 2), ("spread", 4))}
    _population(world, seen, random)
    kept = {name: [] for name in ("true", "speaking", "spread", "chances")}
    for sweep in range(burn + (-(-draws // chains) - 1) * thin + 1):
        chances = _chances(world, known)
        parts = random.multinomial(seen, chances)  # … × read × true
        true = parts.sum(axis=-2)
        if sweep >= burn and (sweep - burn) % thin == 0:
            speaking, spread = np.exp(world["speaking"][..., 1]), np.exp(world["spread"])
            for name, value in (("true", true), ("speaking", speaking), ("spread", spread), ("chances", chances)):
                kept[name].append(value.reshape(corpora, chains, *value.shape[1:]))
        _population(world, true, random)
        if joint:
            known = _rates(prior, parts, known, random)
    return {name: np.concatenate(values, axis=1)[:, :draws] for name, values in kept.items()}


def _prior(rates, random, chains):
    """What the coded articles say of the rates: parameters of betas and Dirichlets, with an axis of corpora · chains."""
    counts = {name: np.repeat(np.asarray(value), chains, axis=0) for name, value in rates.items()}
    prior = {}
    for name, hit, miss in (("sensitivity", "found", "missed"), ("specificity", "left", "made_up")):
        ones, twos = _relatives(np.asarray(rates[hit]), np.asarray(rates[miss]), random, chains)
        prior[name] = counts[hit] + ones[:, None], counts[miss] + twos[:, None]
    prior["stances"] = counts["stances"] + CONFUSION
    said = counts["stances"].sum(axis=1) + counts["invented"] + 1.0
    prior["invented"] = counts["invented"] + said / said.sum(axis=-1, keepdims=True)  # like other cells, unless seen otherwise
    return prior


def _relatives(hits, misses, random, chains):
    """Two parameters of the beta distribution that the items' rates come from, `chains` draws for each row of counts.

    Beta-binomial likelihood on a grid; the rising factorials of each parameter are summed up once.
    """
    means, alike = (values.ravel() for values in np.meshgrid(MEANS, LIKENESS, indexing="ij"))
    ones, twos = means * alike, (1 - means) * alike
    total = hits + misses
    most = int(total.max(initial=0))
    rising = [np.hstack([np.zeros((len(start), 1)), np.log(start[:, None] + np.arange(most)).cumsum(axis=1)])
              for start in (ones, twos, alike)]
    support = sum((rising[0][:, hits[:, item]] + rising[1][:, misses[:, item]] - rising[2][:, total[:, item]]).T
                  for item in range(hits.shape[1]))
    ends = np.exp(support - support.max(axis=1, keepdims=True)).cumsum(axis=1)
    taken = np.concatenate([np.searchsorted(row, row[-1] * random.random(chains)) for row in ends])
    return ones[taken], twos[taken]


def _first_rates(prior, random):
    return {**{name: random.beta(*prior[name]) for name in ("sensitivity", "specificity")},
            **{name: np.exp(_log_dirichlet(prior[name], random)) for name in ("stances", "invented")}}


def _rates(prior, parts, known, random):
    """The reader's rates, given what each cell truly is; a pair no better than chance is not taken."""
    found, missed = parts[..., 1:, 1:].sum(axis=(-1, -2)), parts[..., 0, 1:].sum(axis=-1)
    left, made_up = parts[..., 0, 0], parts[..., 1:, 0].sum(axis=-1)
    pair = [random.beta(one + more, two + less) for (one, two), more, less in (
        (prior["sensitivity"], found, missed), (prior["specificity"], left, made_up))]
    better = pair[0] + pair[1] > 1
    confused = np.swapaxes(parts[..., 1:, 1:].sum(axis=1), -1, -2)  # true × read
    return {"sensitivity": np.where(better, pair[0], known["sensitivity"]),
            "specificity": np.where(better, pair[1], known["specificity"]),
            "stances": np.exp(_log_dirichlet(prior["stances"] + confused, random)),
            "invented": np.exp(_log_dirichlet(prior["invented"] + parts[..., 1:, 0].sum(axis=1), random))}


def _population(world, true, random):
    """None; draws anew the shares that are silent and speak, the spread of stances, and the weights that both come from."""
    spoken = true[..., 1:]
    for name, counts in (("speaking", np.stack([true[..., 0], spoken.sum(axis=-1)], axis=-1)), ("spread", spoken)):
        world[name] = _log_dirichlet(world[f"{name} weights"][:, None] + counts, random)
        world[f"{name} weights"] = _weights(world[f"{name} weights"], world[name], WEIGHTS[name], random)


def _weights(weights, logs, prior, random):
    """The weights of the Dirichlet distribution that the items' shares come from: some steps of a random walk.

    `logs`: logarithms of the shares, corpora × items × classes. Metropolis's rule, one class at a time.
    """
    total, items = logs.sum(axis=1), logs.shape[1]
    place = np.log(weights)
    height = _height(place, total, items, prior)
    for _ in range(STEPS):
        for kind in range(weights.shape[-1]):
            moved = place.copy()
            moved[:, kind] += STEP * random.standard_normal(len(place))
            there = _height(moved, total, items, prior)
            better = np.log(random.random(len(place))) < there - height
            place, height = np.where(better[:, None], moved, place), np.where(better, there, height)
    return np.exp(place)


def _height(place, total, items, prior):
    """The logarithm of the posterior density of the weights, given the sums over items of the logarithms of shares."""
    weights = np.exp(place)
    normal = _lgamma(weights.sum(axis=-1)).astype(float) - _lgamma(weights).astype(float).sum(axis=-1)
    return items * normal + (weights * total).sum(axis=-1) - ((place - prior) ** 2).sum(axis=-1) / (2 * WIDTH ** 2)


def _chances(world, known):
    """The chance of each true class given the one read, … × 5 read × 5 true."""
    quiet, speak = np.moveaxis(np.exp(world["speaking"]), -1, 0)
    spread = np.exp(world["spread"])
    sensitivity, specificity = known["sensitivity"], known["specificity"]
    chances = np.empty((*speak.shape, 5, 5))
    chances[..., 0, 0] = quiet * specificity
    chances[..., 1:, 0] = (quiet * (1 - specificity))[..., None] * known["invented"][:, None]
    chances[..., 0, 1:] = (speak * (1 - sensitivity))[..., None] * spread
    chances[..., 1:, 1:] = (speak * sensitivity)[..., None, None] * spread[..., None, :] * np.swapaxes(
        known["stances"], -1, -2)[:, None]
    chances += TINY
    chances /= chances.sum(axis=-1, keepdims=True)
    return chances


def _log_dirichlet(weights, random):
    """The logarithm of draws from Dirichlet distributions: a share that is next to nothing has one too.

    Gamma(a) is Gamma(a + 1) · U^(1/a): L. Devroye, *Non-Uniform Random Variate Generation* (1986), p. 182.
    """
    weights = np.broadcast_to(weights, np.broadcast_shapes(weights.shape))
    logs = np.log(random.standard_gamma(weights + 1)) - random.standard_exponential(weights.shape) / weights
    logs -= logs.max(axis=-1, keepdims=True)
    return logs - np.log(np.exp(logs).sum(axis=-1, keepdims=True))
