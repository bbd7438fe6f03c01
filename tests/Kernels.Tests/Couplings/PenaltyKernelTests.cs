using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.Kernels.Couplings;
using FastOde.Specs.Couplings;
using FastOde.Specs.Keys;
using TorchSharp;

namespace FastOde.Kernels.Tests.Couplings;

/// <summary>What holds for every penalty: its gradient is its slope, and it adds to what is there.</summary>
public sealed class PenaltyKernelTests
{
    private const double Weight = 7;

    private static readonly Dictionary<string, Type> Kinds = typeof(PenaltySpec).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(PenaltySpec)) && !type.IsAbstract)
        .ToDictionary(type => KindAttribute.WordOf(Activator.CreateInstance(type)!));

    public static TheoryData<string, int> Penalties => new(
        from kind in Kinds.Keys from dimension in new[] { 1, 2, 11 } select (kind, dimension));

    [Theory]
    [MemberData(nameof(Penalties))]
    public void Apply_AnyBatch_GivesTheGradientOfFiniteDifferences(string kind, int dimension)
    {
        const float step = 2e-3f;
        var sample = new Sample(kind, dimension, count: 9);
        sample.Apply();
        var found = sample.Gradient.ToArray();
        for (var i = 0; i < sample.Encoded.Length; i++)
        {
            var at = sample.Encoded[i];
            sample.Encoded[i] = at + step;
            var above = sample.Apply();
            sample.Encoded[i] = at - step;
            var below = sample.Apply();
            sample.Encoded[i] = at;
            var expected = Weight * (above - below) / (2 * step);
            Assert.Equal(expected, found[i], 2e-3 * (Weight + Math.Abs(expected)));
        }

        Assert.Contains(found, value => Math.Abs(value) > 1e-3);
    }

    [Theory]
    [MemberData(nameof(Penalties))]
    public void Apply_GradientAlreadyThere_AddsToIt(string kind, int dimension)
    {
        var sample = new Sample(kind, dimension, count: 6);
        sample.Apply();
        var (once, onceNoise) = (sample.EncodedGradient.ToArray(), sample.NoiseGradient.ToArray());
        sample.Apply(clear: false);
        Assert.All(once.Zip(sample.EncodedGradient), pair => Assert.Equal(2 * pair.First, pair.Second, 1e-4f));
        Assert.All(onceNoise.Zip(sample.NoiseGradient), pair => Assert.Equal(2 * pair.First, pair.Second, 1e-4f));
    }

    /// <summary>An encoded batch and its penalty as functions of the encoder's output.</summary>
    private sealed class Sample
    {
        private readonly int count;
        private readonly ulong seed;
        private readonly string kind;
        private readonly float[] epsilon;

        public Sample(string kind, int dimension, int count, ulong seed = 3)
        {
            (this.kind, this.count, this.seed) = (kind, count, seed);
            using var scope = torch.NewDisposeScope();
            using var generator = new torch.Generator(seed, torch.CPU);
            Prior = new DiagonalNormal([.. Enumerable.Range(0, dimension).Select(k => 1f + k % 3)]);
            Encoded = (torch.randn(count, 2 * dimension, generator: generator) * 0.7).data<float>().ToArray();
            epsilon = torch.randn(count, dimension, generator: generator).data<float>().ToArray();
            EncodedGradient = new float[Encoded.Length];
            NoiseGradient = new float[epsilon.Length];
        }

        public DiagonalNormal Prior { get; }

        public float[] Encoded { get; }

        public float[] EncodedGradient { get; }

        public float[] NoiseGradient { get; }

        private int Dimension => Prior.Variances.Count;

        /// <summary>The whole gradient with respect to the encoder's output: its own part, and that through the noise.</summary>
        public IEnumerable<float> Gradient => Encoded.Select((value, i) =>
        {
            var (row, k) = (i / (2 * Dimension), i % (2 * Dimension));
            var place = row * Dimension + k % Dimension;
            var slope = k < Dimension ? 1 : 0.5f * MathF.Exp(0.5f * value) * epsilon[place];
            return EncodedGradient[i] + NoiseGradient[place] * slope;
        });

        public double Apply(bool clear = true)
        {
            if (clear)
            {
                Array.Clear(EncodedGradient);
                Array.Clear(NoiseGradient);
            }

            var deviations = new float[epsilon.Length];
            var noise = new float[epsilon.Length];
            for (var i = 0; i < noise.Length; i++)
            {
                var mean = 2 * (i / Dimension) * Dimension + i % Dimension;
                deviations[i] = MathF.Exp(0.5f * Encoded[mean + Dimension]);
                noise[i] = Encoded[mean] + deviations[i] * epsilon[i];
            }

            using var penalty = Create();
            using var kernel = PenaltyKernel.Of(penalty);
            using var generator = new torch.Generator(seed, torch.CPU);
            var batch = new EncodedBatch
            {
                Dimension = Dimension,
                Encoded = Encoded,
                Deviations = deviations,
                Noise = noise,
                EncodedGradient = EncodedGradient,
                NoiseGradient = NoiseGradient,
            };
            return kernel.Apply(batch, generator);
        }

        private EncoderPenalty Create()
        {
            var problem = new PenaltyProblem(new LearnedCouplingSpec { Beta = Weight }, SampleShape.Points(Dimension), Prior, ComputeDevice.Cpu);
            var spec = Activator.CreateInstance(Kinds[kind]) switch
            {
                SlicedWassersteinPenaltySpec sliced => sliced with { Directions = 16, Weight = Weight },
                AggregatePenaltySpec aggregate => aggregate with { Weight = Weight },
                var other => (PenaltySpec)other!,
            };
            var penalty = ComputeDevice.Cpu.Create<EncoderPenalty>(spec, problem);
            using var weights = new torch.Generator(seed, torch.CPU);
            (penalty as CriticPenalty)?.Critic.Initialize(weights);
            return penalty;
        }
    }
}
