using FastOde.Grains.Specs;
using FastOde.Specs.Words;
using FastOde.Specs.Pruners;

namespace FastOde.Grains.Tests.Specs;

public sealed class RefusedSpecTests
{
    /// <summary>A key inside <c>trial</c>, what it is set to, and the path and words of the problem.</summary>
    [Theory]
    [InlineData("itertions: 5", "trial.itertions", "did you mean 'iterations'")]
    [InlineData("iterations: 0", "trial.iterations", "Expected a whole number from 1 to 2147483647, found '0'")]
    [InlineData("iterations: -5", "trial.iterations", "found '-5'")]
    [InlineData("iterations: 1.5", "trial.iterations", "found '1.5'")]
    [InlineData("iterations: many", "trial.iterations", "found 'many'")]
    [InlineData("iterations: '100'", "trial.iterations", "found the text \"100\"; the quotes are in the way: write 100 without them")]
    [InlineData("iterations: \"0\"", "trial.iterations", "the quotes are in the way")]
    [InlineData("iterations: \"many\"", "trial.iterations", "from 1 to 2147483647, found 'many'")]
    [InlineData("iterations: 0x10", "trial.iterations", "found '0x10'")]
    [InlineData("iterations: 1_000", "trial.iterations", "found '1_000'")]
    [InlineData("iterations: .inf", "trial.iterations", "found '.inf'")]
    [InlineData("iterations: 2147483648", "trial.iterations", "found '2147483648'")]
    [InlineData("iterations: 1.0000000000000000000001", "trial.iterations", "found '1.0000000000000000000001'")]
    [InlineData("batchSize: 1000000.00000000000000001", "trial.batchSize", "found '1000000.00000000000000001'")]
    [InlineData("coupling: { beta: '1' }", "trial.coupling.beta", "the quotes are in the way")]
    [InlineData("data: { name: mnist, flip: 'true' }", "trial.data.flip", "Expected true or false, found the text \"true\"; the quotes are in the way")]
    [InlineData("network: { multipliers: [1, \"2\"] }", "trial.network.multipliers[1]", "the quotes are in the way")]
    [InlineData("iterations: [1]", "trial.iterations", "found a list")]
    [InlineData("iterations:", "trial.iterations", "found nothing")]
    [InlineData("iterations: 1e999", "trial.iterations", "found '1e999'")]
    [InlineData("iterations: .nan", "trial.iterations", "found '.nan'")]
    [InlineData("iterations: NaN", "trial.iterations", "found 'NaN'")]
    [InlineData("batchSize: 0", "trial.batchSize", "from 1 to 1000000")]
    [InlineData("path: liner", "trial.path", "There is no path 'liner'; did you mean 'linear'? Known: cosine, linear, variance-preserving.")]
    [InlineData("path: 3", "trial.path", "There is no path '3'")]
    [InlineData("data: { name: Two-Gausians }", "trial.data.name", "There is no data set 'Two-Gausians'; did you mean 'two-gaussians'?")]
    [InlineData("data: two-gaussians", "trial.data", "Expected a group with the keys name, size, channels, flip; found 'two-gaussians'")]
    [InlineData("data:", "trial.data", "found nothing")]
    [InlineData("coupling: { kind: lerned }", "trial.coupling.kind", "did you mean 'learned'")]
    [InlineData("coupling: { kind: learned, penalties: sliced }", "trial.coupling.penalties", "did you mean")]
    [InlineData("loss: { kind: adaptive, p: 1 }", "trial.loss.p", "There is no key 'p'. Known: kind, c, power, epsilon.")]
    [InlineData("coupling: { betta: 1 }", "trial.coupling.betta", "There is no key 'betta'; did you mean 'beta'?")]
    [InlineData("coupling: { beta: -1 }", "trial.coupling.beta", "Expected a number from 0 up, found '-1'")]
    [InlineData("coupling: { beta: true }", "trial.coupling.beta", "found 'true'")]
    [InlineData("coupling: { learningRate: 1 }", "trial.coupling.learningRate", "did you mean trial.optimizer.learningRate?")]
    [InlineData("coupling: { kind: learned, penalties: kl+mdm }", "trial.coupling.penalties", "There is no penalty 'mdm'; did you mean 'mmd'")]
    [InlineData("coupling: { kind: minibatch-ot, pairing: exakt }", "trial.coupling.pairing", "There is no pairing 'exakt'; did you mean 'exact'?")]
    [InlineData("coupling: { regularization: 0 }", "trial.coupling.regularization", "Expected a number above 0")]
    [InlineData("coupling: { kind: learned, betaSteps: 100 }", "trial.coupling.betaSteps", "set betaStart too")]
    [InlineData("coupling: { kind: learned, betaStart: 1 }", "trial.coupling.betaStart", "set betaSteps too")]
    [InlineData("coupling: { kind: learned, betaStart: 0, betaSteps: 100, betaScale: log }", "trial.coupling.betaScale", "cannot begin or end at 0, found betaStart 0 and beta 10")]
    [InlineData("coupling: { priorBasis: wavelets }", "trial.coupling.priorBasis", "There is no basis 'wavelets'; did you mean 'wavelet'? Known: pixel, fourier, wavelet.")]
    [InlineData("coupling: { kind: learned, priorBasis: wavelet }", "trial.coupling.priorBasis", "This key does something only with prior: fitted, found prior: standard")]
    [InlineData("coupling: { kind: learned, prior: fitted, priorBasis: fourier }", "trial.coupling.priorBasis", "need images, and the data set has points")]
    [InlineData("coupling: { priorSteps: 0 }", "trial.coupling.priorSteps", "Expected a whole number from 1 to 1000, found '0'")]
    [InlineData("coupling: { prior: flows }", "trial.coupling.prior", "There is no prior 'flows'; did you mean 'flow'? Known: standard, fitted, flow.")]
    [InlineData("coupling: { kind: reflow }", "trial.coupling.teacher", "needs a finished trial to learn from, such as teacher: 3-1")]
    [InlineData("coupling: { kind: reflow, teacher: 3 }", "trial.coupling.teacher", "Expected the id of a finished trial, EXPERIMENT-NUMBER such as 3-1, found '3'")]
    [InlineData("coupling: { kind: reflow, teacher: 3-1, teacherSolver: heun-4 }", "trial.coupling.teacherSolver", "nearest: 3 or 5")]
    [InlineData("evaluation: { metrics: [distillation-error] }", "trial.evaluation.metrics", "compares with a teacher")]
    [InlineData("{ method: mean-flow, path: cosine }", "trial.path", "mean-flow learns jumps on the straight path and needs path: linear, found 'cosine'; flow-matching knows every path.")]
    [InlineData("{ method: shortcut, prediction: noise }", "trial.prediction", "shortcut learns velocities")]
    [InlineData("method: { kind: mean-flow, distinct: 1.5 }", "trial.method.distinct", "Expected a number from 0 to 1, found '1.5'")]
    [InlineData("method: { kind: shortcut, distinct: 0.5 }", "trial.method.distinct", "A method of kind shortcut has no key 'distinct'; kinds that have it: mean-flow, improved-mean-flow, flow-map.")]
    [InlineData("method: { kind: improved-mean-flow, tangent: predicted }", "trial.method.tangent", "kinds that have it: mean-flow")]
    [InlineData("method: { kind: mean-flow, tangent: exact }", "trial.method.tangent", "There is no tangent 'exact'")]
    [InlineData("method: { kind: shortcut, baseSteps: 100 }", "trial.method.baseSteps", "100 is no power of two; expected one such as 64")]
    [InlineData("method: { kind: shortcut, averaged: true }", "trial.method.averaged", "set optimizer.emaDecay")]
    [InlineData("method: { kind: flow-map, objective: eulerian }", "trial.method.objective", "There is no objective 'eulerian'")]
    [InlineData("method: { kind: mean-flow, teacher: 3-1 }", "trial.method.teacher", "kinds that have it: distillation, flow-map")]
    [InlineData("{ method: { kind: flow-map, teacher: 3-1 }, coupling: { kind: frozen, teacher: 3-2 } }", "trial.method.teacher", "name the trial of coupling.teacher, 3-2, here too, found 3-1")]
    [InlineData("{ method: { kind: flow-map, teacher: 3-1 }, coupling: { kind: reflow, teacher: 3-1 } }", "trial.method.teacher", "reflow's pairs give others")]
    [InlineData("coupling: { kind: semidiscrete, points: 0 }", "trial.coupling.points", "Expected a whole number from 1 to 10000000, found '0'")]
    [InlineData("coupling: { kind: nearest, ascentSteps: 5 }", "trial.coupling.ascentSteps", "A coupling of kind nearest has no key 'ascentSteps'; kinds that have it: semidiscrete")]
    [InlineData("{ coupling: semidiscrete, data: { name: mnist, flip: true } }", "trial.data.flip", "a mirrored image is another point")]
    [InlineData("coupling: frozen", "trial.coupling.teacher", "Name a finished trial with a learned coupling")]
    [InlineData("coupling: { kind: frozen, teacher: 3-1, beta: 5 }", "trial.coupling.beta", "A coupling of kind frozen has no key 'beta'; kinds that have it: learned")]
    [InlineData("{ method: { kind: shortcut, baseSteps: 8 }, evaluation: { solvers: { flow-map: [4, 16] }, metrics: [wasserstein2] } }", "trial.evaluation.solvers.flow-map", "shortcut learns at most 8 steps, its baseSteps, found 16")]
    [InlineData("evaluation: { solvers: { flow-map: [1] }, metrics: [wasserstein2] }", "trial.evaluation.solvers", "flow-map follows a flow map, and flow-matching learns none")]
    [InlineData("evaluation: { solvers: { euler: [4], flow-map: [1] }, metrics: [wasserstein2] }", "trial.evaluation.solvers.flow-map", "no trial learns one")]
    [InlineData("{ method: mean-flow, evaluation: { solvers: { euler: [4] }, metrics: [semigroup-error] } }", "trial.evaluation.metrics", "add flow-map: [1, 2, 4]")]
    [InlineData("coupling: { kind: learned, gradient: diagonal }", "trial.coupling.gradient", "All samples of flow-matching match the velocity")]
    [InlineData("{ method: { kind: mean-flow, distinct: 1 }, coupling: { kind: learned, gradient: diagonal } }", "trial.coupling.gradient", "nothing would teach the encoder")]
    [InlineData("time: { kind: logit-norml }", "trial.time.kind", "There is no law of times 'logit-norml'; did you mean 'logit-normal'?")]
    [InlineData("time: { kind: u-shaped, steepness: 0 }", "trial.time.steepness", "Expected a number above 0, at most 50, found '0'")]
    [InlineData("time: { kind: mode, scale: 2 }", "trial.time.scale", "Expected a number from -1 to 1.75, found '2'")]
    [InlineData("time: { scale: 1 }", "trial.time.scale", "A law of times of kind uniform has no key 'scale'")]
    [InlineData("{ method: { kind: distillation, teacher: 3-1 }, time: u-shaped }", "trial.time.kind", "draws no times")]
    [InlineData("loss: huber", "trial.loss", "There is no loss 'huber'")]
    [InlineData("loss: { kind: adaptive, power: -1 }", "trial.loss.power", "Expected a number from 0 up, found '-1'")]
    [InlineData("loss: { kind: pseudo-huber, epsilon: 1 }", "trial.loss.epsilon", "A loss of kind pseudo-huber has no key 'epsilon'")]
    [InlineData("network: { kind: mpl }", "trial.network.kind", "did you mean 'mlp'")]
    [InlineData("network: { hidden: 0 }", "trial.network.hidden", "found '0'")]
    [InlineData("network: { kind: unet }", "trial.network.kind", "There is no network 'unet'; did you mean")]
    [InlineData("network: { multipliers: [] }", "trial.network.multipliers", "found an empty one")]
    [InlineData("network: { multipliers: [1, 0] }", "trial.network.multipliers[1]", "Expected a whole number from 1 to 64")]
    [InlineData("network: { attention: [16, 16] }", "trial.network.attention[1]", "already in this list")]
    [InlineData("network: { channels: 33 }", "trial.network.channels", "Expected an even number")]
    [InlineData("network: { embedding: learned }", "trial.network.embedding", "Known: positional, fourier.")]
    [InlineData("network: { kind: song-unet }", "trial.network.kind", "A U-Net needs images, and the data set has points.")]
    [InlineData("encoder: { kind: adm-unet }", "trial.encoder.kind", "A U-Net needs images")]
    [InlineData("encoder: { hiden: 3 }", "trial.encoder.hiden", "did you mean 'hidden'?")]
    [InlineData("data: { size: 2 }", "trial.data.size", "two-gaussians has points, not images")]
    [InlineData("data: { flip: true }", "trial.data.flip", "two-gaussians has points, not images; remove this key.")]
    [InlineData("data: { name: mnist, flip: 1 }", "trial.data.flip", "Expected true or false, found '1'")]
    [InlineData("data: { name: mnist, size: 32 }", "trial.data.size", "mnist has images of 28×28 pixels and 1 channel, so size is 28, not 32.")]
    [InlineData("data: { name: cifar10, channels: 1 }", "trial.data.channels", "so channels is 3, not 1.")]
    [InlineData("optimizer: { kind: sgd }", "trial.optimizer.kind", "There is no optimizer 'sgd'. Known: adam, adamw.")]
    [InlineData("optimizer: { learningRate: 0 }", "trial.optimizer.learningRate", "Expected a number above 0, at most 10, found '0'")]
    [InlineData("optimizer: { emaDecay: 1 }", "trial.optimizer.emaDecay", "Expected a number from 0, below 1, found '1'")]
    [InlineData("optimizer: { emaHalfLife: -1 }", "trial.optimizer.emaHalfLife", "Expected a number from 0 up, found '-1'")]
    [InlineData("optimizer: { emaDecay: 0.99, emaHalfLife: 500 }", "trial.optimizer.emaHalfLife", "give emaHalfLife: 500 or emaDecay, not both")]
    [InlineData("accumulation: 3", "trial.accumulation", "A batch of 512 cannot be split into 3 equal parts; expected a batchSize that is a multiple of 3, such as 510.")]
    [InlineData("precision: fp16", "trial.precision", "There is no precision 'fp16'. Known: fp32, bf16.")]
    [InlineData("precision: bf16", "trial.precision", "Networks of kind mlp and fourier-mlp compute in single precision only")]
    [InlineData("device: gpu", "trial.device", "Expected auto, cpu, cuda, or cuda:0 to cuda:99, found 'gpu'")]
    [InlineData("device: cuda:99", "trial.device", "and 'cuda:99' asks for")]
    [InlineData("network: { checkpointing: true }", "trial.network.checkpointing", "A network of kind mlp has no key 'checkpointing'; kinds that have it: song-unet, adm-unet.")]
    [InlineData("network: { checkpointing: yes }", "trial.network.checkpointing", "Expected true or false, found 'yes'")]
    [InlineData("replicas: 0", "trial.replicas", "Expected a whole number from 1 to 64, found '0'")]
    [InlineData("evaluation: { every: -1 }", "trial.evaluation.every", "found '-1'")]
    [InlineData("evaluation: { samples: 333 }", "trial.evaluation.samples", "Expected an even number")]
    [InlineData("evaluation: { metrics: [curvatur] }", "trial.evaluation.metrics[0]", "did you mean 'curvature'")]
    [InlineData("evaluation: { metrics: [fid] }", "trial.evaluation.metrics", "fid looks at features of images, and 'two-gaussians' is a data set of points")]
    [InlineData("evaluation: { metrics: [] }", "trial.evaluation.metrics", "found an empty one")]
    [InlineData("evaluation: { metrics: curvature }", "trial.evaluation.metrics", "Expected a list")]
    [InlineData("evaluation: { metrics: [curvature, curvature] }", "trial.evaluation.metrics[1]", "already in this list")]
    [InlineData("evaluation: { solvers: { eular: [1] } }", "trial.evaluation.solvers.eular", "There is no solver 'eular'; did you mean 'euler'?")]
    [InlineData("evaluation: { solvers: { euler/curvatur: [1] } }", "trial.evaluation.solvers.euler/curvatur", "There is no time grid 'curvatur'; did you mean 'curvature'?")]
    [InlineData("evaluation: { solvers: { euler: 4 } }", "trial.evaluation.solvers.euler", "Expected a list")]
    [InlineData("evaluation: { solvers: { euler: [1.5] } }", "trial.evaluation.solvers.euler[0]", "whole number")]
    [InlineData("evaluation: { solvers: { heun: [1, 4] } }", "trial.evaluation.solvers.heun[1]", "nearest: 3 or 5")]
    [InlineData("evaluation: { solvers: { dopri5: [5] } }", "trial.evaluation.solvers.dopri5[0]", "between 0 and 1")]
    [InlineData("evaluation: { solvers: { dopri5: [1e-9] } }", "trial.evaluation.solvers.dopri5[0]", "1e-6 or more")]
    [InlineData("evaluation: { solvers: { euler: [1, 1] } }", "trial.evaluation.solvers.euler[1]", "already in this list")]
    [InlineData("evaluation: { solvers: { dopri5: [1e-4] } }", "trial.evaluation.metrics", "add a fixed-step solver such as euler: [100]")]
    [InlineData("evaluation: { solvers: {} }", "trial.evaluation.solvers", "an empty one")]
    [InlineData("evaluation: { solvers: [euler] }", "trial.evaluation.solvers", "found a list")]
    [InlineData("log: { evry: 1 }", "trial.log.evry", "did you mean 'every'")]
    [InlineData("iterations: !!int 5", "trial.iterations", "The tag")]
    public void Read_BadKeyOfTheTrial_IsRefusedWithLineAndPath(string key, string path, string words) =>
        SpecAssert.Refused($"name: a\ntrial:\n  {key}\n", 3, path, words);

    /// <summary>The filter's taps, levels and images have to fit together; a key that is not given has the line of its group.</summary>
    [Theory]
    [InlineData("network: { kind: song-unet, multipliers: [1, 1, 1, 1] }", "trial.network", "a multiple of 8, not 28")]
    [InlineData("encoder: { kind: song-unet, multipliers: [1], resampleFilter: [1, -1] }", "trial.encoder", "a sum other than 0")]
    public void Read_UNetThatDoesNotFitItsImages_IsRefused(string key, string path, string words) =>
        SpecAssert.Refused($"name: a\ntrial:\n  data: {{ name: mnist }}\n  {key}\n", 4, path, words);

    [Theory]
    [InlineData(0)]
    [InlineData(617)]
    [InlineData(2399)]
    public void Read_OneOfManyAssignmentsThatCannotBeTrained_IsRefused(int place)
    {
        var sizes = string.Join(", ", Enumerable.Range(1, 2400).Select(index => (2 * index) - (index - 1 == place ? 1 : 0)));
        SpecAssert.Refused(
            $"name: a\ntrial: {{ accumulation: 2 }}\nsearch:\n  space:\n    batchSize: {{ values: [{sizes}] }}\n", 2, "trial.accumulation", "cannot be split into 2 equal parts");
    }

    [Fact]
    public void Read_DistillationOnACurvedPath_IsRefused() => SpecAssert.Refused(
        "name: a\ntrial:\n  path: cosine\n  method: { kind: distillation, teacher: 3-1 }\n", 3, "trial.path", "needs path: linear, found 'cosine'");

    [Fact]
    public void Read_WaveletsOfOddImages_AreRefusedInAnyAssignment() => SpecAssert.Refused(
        """
        name: a
        trial: { data: { name: odd, size: 27, channels: 1 }, coupling: { kind: learned, prior: fitted } }
        search:
          space:
            coupling.priorBasis: { values: [fourier, wavelet] }
        """, 5, "search.space.coupling.priorBasis", "27×27 pixels are not even");

    [Theory]
    [InlineData("asha", "iterations: 100, evaluation: { every: 100 }", "trial.evaluation.every", "measured at the end only, after 100 steps")]
    [InlineData("{ kind: asha, max: 200 }", "iterations: 100, evaluation: { every: 10 }", "search.pruner.max", "A trial has 100 steps, fewer than max: 200")]
    [InlineData("{ kind: asha, min: 20, max: 10 }", "iterations: 100, evaluation: { every: 10 }", "search.pruner.max", "fewer than the lowest")]
    [InlineData("{ kind: median, warmup: 100 }", "iterations: 100, evaluation: { every: 10 }", "search.pruner.warmup", "100 steps go by without judgement")]
    [InlineData("seed-halving", "iterations: 100, evaluation: { every: 10 }", "search.pruner.kind", "the experiment has one")]
    [InlineData("median", "function: sphere, x1: 1, x2: 2", "search.pruner", "has one value, at its end")]
    public void Read_PrunerWithNothingToJudgeBy_IsRefused(string pruner, string trial, string path, string words)
    {
        var objective = trial.Contains("function", StringComparison.Ordinal) ? "value" : "curvature@euler-1";
        SpecAssert.Refused($"name: a\nobjective: {{ metric: {objective} }}\ntrial: {{ {trial} }}\nsearch: {{ pruner: {pruner} }}\n", path.StartsWith("trial", StringComparison.Ordinal) ? 3 : 4, path, words);
    }

    [Theory]
    [InlineData("median", "curvature, also: [wasserstein2]", "This key is missing. There are several objectives, and a pruner judges by one; name it: curvature or wasserstein2.")]
    [InlineData("{ kind: median, by: curvatur }", "curvature, also: [wasserstein2]", "did you mean 'curvature'")]
    [InlineData("{ kind: median, by: nfe@euler-1 }", "curvature, also: [nfe@euler-1]", "name another objective")]
    [InlineData("median", "nfe@euler-1", "nfe@euler-1 is what it costs; remove search.pruner")]
    public void Read_PrunerByNoObjectiveItCanJudge_IsRefused(string pruner, string objective, string words) => SpecAssert.Refused(
        $"name: a\nobjective: {{ metric: {objective} }}\ntrial: {{ iterations: 100, evaluation: {{ every: 10 }} }}\nsearch: {{ pruner: {pruner} }}\n", 4, "search.pruner.by", words);

    [Fact]
    public void Read_PrunerByTheSecondObjective_IsRead() => Assert.Equal("wasserstein2", Assert.IsType<MedianPrunerSpec>(SpecAssert.Valid(
        "name: a\nobjective: { metric: curvature, also: [wasserstein2] }\ntrial: { iterations: 100, evaluation: { every: 10 } }\nsearch: { pruner: { kind: median, by: wasserstein2 } }\n").Search.Pruner).By);

    [Fact]
    public void Read_BatchOfOneForAPenaltyOnTheBatch_IsRefused() => SpecAssert.Refused(
        "name: a\ntrial:\n  batchSize: 1\n  coupling: { kind: learned, penalties: kl+moments }\n", 3, "trial.batchSize", "needs at least 2, found 1");

    [Theory]
    [InlineData("seeds: []", "seeds", "found an empty one")]
    [InlineData("seeds: 3", "seeds", "Expected a list")]
    [InlineData("seeds: [1, 1]", "seeds[1]", "already in this list")]
    [InlineData("seeds: [-1]", "seeds[0]", "found '-1'")]
    [InlineData("sarch: {}", "sarch", "did you mean 'search'")]
    [InlineData("iterations: 5", "iterations", "did you mean trial.iterations?")]
    [InlineData("search: { sampler: gird }", "search.sampler", "did you mean 'grid'")]
    [InlineData("search: { from: [3] }", "search.from", "A grid search does not look at results")]
    [InlineData("search: { from: [0] }", "search.from[0]", "from 1 to 9007199254740992, found '0'")]
    [InlineData("search: { sampler: annealing }", "search.sampler", "There is no sampler 'annealing'. Known: ")]
    [InlineData("search: { seed: 9007199254740993 }", "search.seed", "Expected a whole number from 0 to 9007199254740992, found '9007199254740993'")]
    [InlineData("seeds: [9007199254740993]", "seeds[0]", "found '9007199254740993'")]
    [InlineData("seeds: [9007199254740992.0000000000000000001]", "seeds[0]", "found '9007199254740992.0000000000000000001'")]
    [InlineData("seeds: [9007199254740992, 9007199254740992]", "seeds[1]", "9007199254740992 is already in this list")]
    [InlineData("seeds: [\"1\"]", "seeds[0]", "the quotes are in the way")]
    [InlineData("search: { space: { iterations: { values: [9007199254740993] } } }", "search.space.iterations.values[0]", "found '9007199254740993'")]
    [InlineData("search: { sampler: random, trials: 3, space: { iterations: { min: 1, max: 2147483647.0000000001 } } }", "search.space.iterations.max", "found '2147483647.0000000001'")]
    [InlineData("search: { trials: 5 }", "search.trials", "A grid tries its full product")]
    [InlineData("limits: { retries: -1 }", "limits.retries", "found '-1'")]
    [InlineData("limits: { concurentTrials: 1 }", "limits.concurentTrials", "did you mean 'concurrentTrials'")]
    [InlineData("objective: { direction: minimize }", "objective.metric", "This key is missing")]
    [InlineData("objective: { metric: curvature, direction: min }", "objective.direction", "There is no direction 'min'")]
    [InlineData("objective: { metric: wasserstein2@euler-5 }", "objective.metric", "There is no cell 'wasserstein2@euler-5'; did you mean 'wasserstein2@euler-1'")]
    [InlineData("objective: { metric: wasserstein2@heun-9 }", "objective.metric", "There is no cell 'wasserstein2@heun-9'")]
    [InlineData("objective: { metric: wasserstein2@euler/curvature-4 }", "objective.metric", "There is no cell 'wasserstein2@euler/curvature-4'")]
    [InlineData("objective: { metric: wasserstein2@eular-4 }", "objective.metric", "did you mean 'euler'")]
    [InlineData("objective: { metric: wasserstein@euler-4 }", "objective.metric", "did you mean 'wasserstein2'")]
    [InlineData("objective: { metric: path-energy }", "objective.metric", "There is no metric in trial.evaluation.metrics named 'path-energy'")]
    [InlineData("objective: { metric: curvature, also: [path-energy] }", "objective.also[0]", "There is no metric in trial.evaluation.metrics named 'path-energy'")]
    [InlineData("objective: { metric: curvature, also: [curvature] }", "objective.also[0]", "curvature is an objective already")]
    [InlineData("objective: { metric: curvature, also: [most wasserstein2] }", "objective.also[0]", "There is no metric in trial.evaluation.metrics named 'most wasserstein2'")]
    [InlineData("objective: { metric: curvature, also: [nfe@euler-5] }", "objective.also[0]", "There is no cell 'nfe@euler-5'")]
    [InlineData("objective: { metric: curvature, where: [path-energy <= 3] }", "objective.where[0]", "There is no metric in trial.evaluation.metrics named 'path-energy'")]
    [InlineData("objective: { metric: curvature, where: [wasserstein2@euler-5 <= 3] }", "objective.where[0]", "There is no cell 'wasserstein2@euler-5'")]
    [InlineData("objective: { metric: curvature, where: [wasserstein2 < 3] }", "objective.where[0]", "Expected METRIC@SOLVER-NUMBER <= NUMBER")]
    [InlineData("objective: { metric: nfe }", "objective.where", "say what is, such as where: [fid <= 5]")]
    [InlineData("objective: { metric: nfe, where: [wasserstein2 within 5 % of best] }", "objective.where", "say what is, such as where: [fid <= 5]")]
    [InlineData("search: { pruner: asha }", "search.pruner", "A pruner judges trials by the objective")]
    [InlineData("search: { pruner: ash }", "search.pruner", "did you mean 'asha'")]
    [InlineData("search: { pruner: { kind: asha, startup: 3 } }", "search.pruner.startup", "Only median, wilcoxon has this key, and search.pruner.kind is asha")]
    [InlineData("retention: { best: 3 }", "retention.best", "Nothing says which trials are best")]
    [InlineData("retention: { checkpoints: 4 }", "retention.checkpoints", "0 to 3")]
    [InlineData("retention: { samples: some }", "retention.samples", "There is no choice 'some'")]
    [InlineData("retention: { points: 1 }", "retention.points", "2 to 1000000")]
    [InlineData("objective: { metric: [curvature] }", "objective.metric", "found a list")]
    public void Read_BadKeyOfTheExperiment_IsRefusedWithLineAndPath(string key, string path, string words) =>
        SpecAssert.Refused($"name: a\ntrial: {{}}\n{key}\n", 3, path, words);

    [Fact]
    public void Read_TrajectoryMetricOfAnAdaptiveSolver_IsNoCell() => SpecAssert.Refused(
        "name: a\ntrial: { evaluation: { solvers: { euler: [1], dopri5: [1e-4] } } }\nobjective: { metric: curvature@dopri5-1e-4 }",
        3, "objective.metric", "There is no cell 'curvature@dopri5-1e-4'. Known: curvature@euler-1.");

    [Fact]
    public void Read_DistanceOfAnAdaptiveSolver_IsACell() => SpecAssert.Valid(
        "name: a\ntrial: { evaluation: { solvers: { euler: [1], dopri5: [1e-4] } } }\nobjective: { metric: wasserstein2@dopri5-1e-4 }");

    [Theory]
    [InlineData("search: { sampler: randm, trials: 5, space: { coupling.beta: { min: 1, max: 2 } } }\ntrial: {}", "search.sampler")]
    [InlineData("objective: { metric: curvature@euler-3 }\ntrial: { evaluation: { solvers: { eular: [3] } } }", "trial.evaluation.solvers.eular")]
    [InlineData("objective: { metric: value }\ntrial: { function: brannin }\nsearch: { space: { x1: { values: [1] } } }", "trial.function")]
    public void Read_ProblemThatLeavesOtherKeysWithoutMeaning_IsTheOnlyOneReported(string text, string key) =>
        Assert.Equal(key, Assert.Single(SpecAssert.Invalid($"name: a\n{text}")).Key);

    [Fact]
    public void Read_MissingName_SaysSo() => SpecAssert.Refused("trial: {}", 1, "name", "This key is missing");

    [Fact]
    public void Read_BlankName_IsRefused() => SpecAssert.Refused("trial: {}\nname: '  '", 2, "name", "Expected a text");

    [Theory]
    [InlineData("a\\nb", "U+000A (line feed)")]
    [InlineData("a\\e[31mred", "U+001B (escape)")]
    [InlineData("a\\tb", "U+0009 (tab)")]
    [InlineData("a\\x7f", "U+007F (control character)")]
    [InlineData("a\\x9b31m", "U+009B (control character)")]
    [InlineData("a\\u202e", "U+202E (changes the direction of writing)")]
    [InlineData("a\\u2028b", "U+2028 (line separator)")]
    public void Read_HiddenCharacterInAnyText_IsRefusedAndShownAsAnEscape(string escaped, string words)
    {
        SpecAssert.Refused($"trial: {{}}\nname: \"{escaped}\"", 2, "name", words);
        Assert.All(
            [$"name: a\ntrial: {{}}\nobjective: {{ metric: \"{escaped}\" }}", $"name: a\ntrial: {{}}\n\"{escaped}\": 1", $"name: a\ntrial: {{ evaluation: {{ features: \"{escaped}\" }} }}"],
            text => Assert.All(SpecAssert.Invalid(text), problem => Assert.Equal(-1, VisibleText.IndexOfHidden(problem.ToString()))));
    }

    [Fact]
    public void Read_NameOverSeveralLines_IsRefused() => SpecAssert.Refused("trial: {}\nname: |\n  a\n", 2, "name", "line feed");

    [Fact]
    public void Read_MissingTrial_SaysSo() => SpecAssert.Refused("name: a", 1, "trial", "This key is missing");

    [Fact]
    public void Read_RepeatedKey_NamesBothLines() =>
        SpecAssert.Refused("name: a\ntrial:\n  coupling:\n    beta: 1\n    beta: 2", 5, "trial.coupling.beta", "already stands in line 4");

    [Fact]
    public void Read_ManyProblems_ReportsAllInOrderOfTheText()
    {
        var problems = SpecAssert.Invalid("""
            limits: { retries: x }
            nam: a
            trial:
              path: liner
              coupling: { betta: 1 }
              evaluation:
                solvers: { heun: [2], eular: [1] }
            search:
              space:
                coupling.kind: { values: [lerned] }
            """);

        Assert.Equivalent(
            new[]
            {
                "limits.retries", "name", "nam", "trial.path", "trial.coupling.betta", "trial.evaluation.solvers.heun[0]",
                "trial.evaluation.solvers.eular", "search.space.coupling.kind.values[0]",
            },
            problems.Select(problem => problem.Key), strict: true);
        Assert.Equal(problems.Select(problem => problem.Line).Order(), problems.Select(problem => problem.Line));
    }

    [Theory]
    [InlineData("", 1, "The spec is empty")]
    [InlineData("# nothing\n", 1, "The spec is empty")]
    [InlineData("- a\n- b", 1, "found a list")]
    [InlineData("just words", 1, "found 'just words'")]
    [InlineData("name: a\ntrial: {}\n---\nname: b", 3, "A second document begins here")]
    [InlineData("name: a\ntrial: { path: linear", 2, "This is not valid YAML")]
    [InlineData("name: a\n\ttrial: {}", 2, "a tab stands in the indentation")]
    [InlineData("\tname: a\ntrial: {}", 1, "a tab stands in the indentation")]
    [InlineData("name: a\ntrial:\n\titerations: 20", 3, "a tab stands in the indentation")]
    [InlineData("name: a\ntrial:\n  iterations: 20\n  coupling: { beta: 1 }\n\toptimizer: { learningRate: 0.1 }\n", 5, "a tab stands in the indentation")]
    [InlineData("name: a\r\ntrial:\r\n  iterations: 20\r\n  \tbatchSize: 3\r\n", 4, "a tab stands in the indentation")]
    [InlineData("name: a\rtrial:\r  coupling: { beta: 1 }\r\tbatchSize: 3\r", 4, "a tab stands in the indentation")]
    [InlineData("name: a\nseeds:\n\n\t- 1\n\t- 2\ntrial: {}", 4, "a tab stands in the indentation")]
    [InlineData("name: a\ntrial: {\n\titerations: 3 }\nseeds:\n\t- 1\n", 5, "a tab stands in the indentation")]
    [InlineData("{\n\t\"name\": \"a\"\n\t\"trial\": {}\n}", 3, "did not find expected ',' or '}'")]
    [InlineData("name: 'a\ntrial: {}\nseeds: [1]\n", 1, "unexpected end of stream")]
    [InlineData("name: a\n# \u202e\ntrial: {}", 2, "U+202E (changes the direction of writing)")]
    [InlineData("name: a\ntrial: {} # \u001b[31m", 2, "U+001B (escape)")]
    [InlineData("n\0a\0", 1, "save the file as UTF-8")]
    [InlineData("name: \"\\ud800\"\ntrial: {}", 1, "invalid Unicode surrogates")]
    [InlineData("name: a\ntrial:\n  data: {\nname: s-curve }", 3, "indent every line inside { }")]
    [InlineData("name: a\ntrial:\n  data: !!p[ython\n", 3, "leave out the word that begins with '!'")]
    [InlineData("name: a\n? [x]\n: 1", 2, "a key must be a single word")]
    [InlineData("name: *missing", 1, "refers to no anchor")]
    [InlineData("name: &a [*a]", 1, "refers to no anchor that ends before it")]
    public void Read_TextThatIsNoSpec_SaysWhyAndWhere(string text, int line, string words) =>
        Assert.Contains(SpecAssert.Invalid(text), problem =>
            problem.Line == line && problem.Key.Length == 0 && problem.Message.Contains(words, StringComparison.Ordinal));

    [Fact]
    public void Read_EndlessNesting_IsRefusedInsteadOfExhaustingTheStack() =>
        Assert.Contains("levels inside each other", Assert.Single(SpecAssert.Invalid("name: " + new string('[', 200_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_TextCutOrDamagedAnywhere_GivesASpecOrProblemsAndNeverThrows()
    {
        var whole = ExampleSpecs.All.Single(example => example.Name == "random-search").Text;
        var damaged = Enumerable.Range(0, whole.Length).Where(at => at % 11 == 0).SelectMany(at => new[]
        {
            whole[..at], whole[at..], whole.Remove(at, 1), whole.Insert(at, ":"), whole.Insert(at, "}"), whole.Insert(at, "*"), whole.Insert(at, "\n"),
        });

        Assert.All(damaged, text =>
        {
            var reading = new YamlSpecReader().Read(text, "test.yaml");
            Assert.Equal(reading.Spec is null, reading.Problems.Count > 0);
            Assert.All(reading.Problems, problem => Assert.InRange(problem.Line, 1, text.Count(character => character == '\n') + 1));
        });
    }

    [Fact]
    public void Read_Problem_NamesTheSource() =>
        Assert.StartsWith("my.yaml:2: trial.iterations: ", Assert.Single(new YamlSpecReader().Read("name: a\ntrial: { iterations: 0 }", "my.yaml").Problems).ToString(), StringComparison.Ordinal);
}
