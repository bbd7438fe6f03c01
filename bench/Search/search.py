"""Minimises the problems of Problem.cs with Optuna. Usage: MODE [trials] [seeds], MODE tpe, multivariate or random."""
import math
import statistics
import sys
from multiprocessing import Pool

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
MODE = sys.argv[1]
TRIALS = int(sys.argv[2]) if len(sys.argv) > 2 else 100
SEEDS = int(sys.argv[3]) if len(sys.argv) > 3 else 15

ALPHA = [1, 1.2, 3, 3.2]
A = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
P = [[0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886], [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
     [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650], [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381]]


def valley(x, y):
    bend = y - 5.1 / (4 * math.pi ** 2) * x * x + 5 / math.pi * x - 6
    return bend * bend + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


def branin(trial):
    return valley(trial.suggest_float("x1", -5, 10), trial.suggest_float("x2", 0, 15))


def rastrigin(trial):
    xs = [trial.suggest_float(f"x{i}", -5.12, 5.12) for i in (1, 2)]
    return sum(x * x + 10 * (1 - math.cos(2 * math.pi * x)) for x in xs)


def hartmann6(trial):
    xs = [trial.suggest_float(f"x{i}", 0, 1) for i in range(1, 7)]
    return -sum(w * math.exp(-sum(a * (x - p) ** 2 for a, x, p in zip(A[k], xs, P[k]))) for k, w in enumerate(ALPHA))


def ackley(trial):
    xs = [trial.suggest_float(f"x{i}", -32.768, 32.768) for i in range(1, 6)]
    radius = math.sqrt(sum(x * x for x in xs) / 5)
    waves = sum(math.cos(2 * math.pi * x) for x in xs) / 5
    return 20 - 20 * math.exp(-0.2 * radius) + math.e - math.exp(waves)


def conditional(trial):
    kind = trial.suggest_categorical("kind", ["valley", "bowl", "steps"])
    if kind == "valley":
        return valley(trial.suggest_float("x1", -5, 10), trial.suggest_float("x2", 0, 15)) + 0.3
    if kind == "bowl":
        u, v = trial.suggest_float("u", -5, 5), trial.suggest_float("v", -5, 5)
        w = trial.suggest_float("w", 1e-4, 1, log=True)
        return 0.1 + ((u - 1) ** 2 + (v + 2) ** 2) / 5 + (math.log10(w) + 2) ** 2
    return 0.2 + abs(trial.suggest_int("n", 1, 20) - 13) / 4


# In the order of their names, so that tables can be joined.
PROBLEMS = {"ackley 5D": ackley, "branin": branin, "conditional": conditional, "hartmann6": hartmann6, "rastrigin 2D": rastrigin}


def best(job):
    name, seed = job
    if MODE == "random":
        sampler = optuna.samplers.RandomSampler(seed=seed)
    elif MODE == "multivariate":
        sampler = optuna.samplers.TPESampler(seed=seed, multivariate=True, group=name == "conditional")
    else:
        sampler = optuna.samplers.TPESampler(seed=seed)
    study = optuna.create_study(sampler=sampler)
    study.optimize(PROBLEMS[name], n_trials=TRIALS)
    return study.best_value


if __name__ == "__main__":
    with Pool(2) as pool:
        for name in PROBLEMS:
            values = sorted(pool.map(best, [(name, seed) for seed in range(SEEDS)]))
            print(f"{name}\t{statistics.median(values):.4g}", flush=True)
