using FastOde.FlowMatching.Networks.UNet;
using FastOde.Kernels.Vectors;
using FastOde.Specs.Networks;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>
/// A U-Net computed image by image with kernels, forwards and back, without graph or allocation: an image's features
/// stay in the processor's cache from one layer to the next, and only what the way back needs is kept. Each thread takes
/// a contiguous part of the batch; parameter gradients of the parts are added up in order.
/// </summary>
internal sealed unsafe class UNetPasses : IDisposable
{
    private readonly ImageKernelSet kernels;
    private readonly KernelUNetBuilder parts;
    private readonly KernelTimeMapping time;
    private readonly AlignedBuffer packed;
    private readonly AlignedBuffer evaluated;
    private readonly AlignedBuffer transposed;
    private readonly List<ThreadBuffers> workers = [];
    private AlignedBuffer[] tapes = [];
    private TimeRows? rows;
    private TimeRows? evaluatedRows;
    private ulong? draw;

    /// <summary>Lays out the network.</summary>
    /// <param name="model">One that <see cref="Supports"/> accepts.</param>
    /// <param name="kernels">What computes it.</param>
    public UNetPasses(UNetModel model, ImageKernelSet kernels)
    {
        this.kernels = kernels;
        parts = new KernelUNetBuilder(model, kernels);
        time = new KernelTimeMapping(parts, model.Shape);
        packed = new AlignedBuffer(parts.Layout.Length);
        evaluated = new AlignedBuffer(parts.Layout.Length);
        transposed = new AlignedBuffer(parts.Layout.TransposedLength);
    }

    /// <summary>
    /// Whether a U-Net can be computed so: <c>SongUNet</c> in its DDPM++ form, as all published configurations are, in single
    /// precision, and with all features kept.
    /// </summary>
    public static bool Supports(UNetComputation unet) => unet is
    {
        Precision: Precision.Full,
        Checkpointing: false,
        Model.Shape:
        {
            Spec: SongUNetSpec { Contracting: ContractingKind.Standard, Expanding: ExpandingKind.Standard, ResampleFilter: [var left, var right] },
        },
    } && left == right;

    /// <summary>Evaluates a batch and keeps what <see cref="Backward"/> needs.</summary>
    /// <param name="values">The parameters' block.</param>
    /// <param name="points">Images, channel by channel.</param>
    /// <param name="waves">Sines and cosines of each image's conditions.</param>
    /// <param name="batch">Images.</param>
    /// <param name="output">Receives the results, channel by channel.</param>
    /// <param name="dropout">What dropout's masks follow from; null where nothing drops out.</param>
    public void Forward(float* values, float* points, float* waves, int batch, float* output, ulong? dropout)
    {
        Reserve(batch);
        draw = dropout;
        rows = time.Reserve(rows, batch);
        Run(packed.Start, values, points, waves, rows, output, keeps: true);
    }

    /// <summary>Evaluates a batch and keeps nothing; what <see cref="Forward"/> kept is left alone.</summary>
    /// <inheritdoc cref="Forward"/>
    public void Evaluate(float* values, float* points, float* waves, int batch, float* output)
    {
        evaluatedRows = time.Reserve(evaluatedRows, batch);
        Run(evaluated.Start, values, points, waves, evaluatedRows, output, keeps: false);
    }

    /// <summary>Goes back over the batch that went forward last.</summary>
    /// <param name="values">The parameters' block, unchanged.</param>
    /// <param name="outputGradient">With respect to the results, channel by channel.</param>
    /// <param name="gradients">Receives the gradients of the parameters; null to compute that of the images alone.</param>
    /// <param name="pointGradient">Receives the gradient with respect to the images, or null.</param>
    public void Backward(float* values, float* outputGradient, float* gradients, float* pointGradient)
    {
        foreach (var layer in parts.Layout.Layers)
            layer.PackTransposed(values, transposed.Start);
        var threads = Each(rows!.Batch, (worker, image) =>
        {
            var pass = Pass(packed.Start, worker, image, tapes[image].Start, rows, draw, pointsAlone: gradients is null);
            var shape = parts.Head.Result;
            var result = worker.Map(BufferRole.ResultGradient, shape);
            ToMap(shape, outputGradient + (nint)image * Size(shape), result);
            parts.Head.Backward(pass, result);
            for (var i = parts.Steps.Count - 1; i >= 0; i--)
                parts.Steps[i].Block.Backward(pass, parts.Steps[i].Adds, parts.Steps[i].AddsBeside);
            var entered = pass.Gradient(parts.Entered);
            if (gradients is not null)
                parts.Entry.WeightGradient(worker.ParameterGradients, pass.Values(parts.Image), entered);
            if (pointGradient is null)
                return;
            parts.Entry.InputGradient(pass.Transposed, entered, pass.Gradient(parts.Image));
            FromMap(parts.Image.Shape, pass.Gradient(parts.Image), pointGradient + (nint)image * Size(parts.Image.Shape));
        }, worker => worker.Clear());
        if (gradients is null)
            return;
        var sum = workers[0].ParameterGradients;
        time.Backward(transposed.Start, sum, rows);
        for (var thread = 1; thread < threads; thread++)
        {
            var part = workers[thread].ParameterGradients;
            for (var i = 0; i < parts.Layout.Length; i++)
                sum[i] += part[i];
        }

        foreach (var layer in parts.Layout.Layers)
            layer.Unpack(sum, gradients);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var resource in workers.Concat<IDisposable>(tapes).Concat([packed, evaluated, transposed]))
            resource.Dispose();
        rows?.Dispose();
        evaluatedRows?.Dispose();
    }

    private static int Size(FeatureMapShape shape) => shape.Height * shape.Width * shape.Channels;

    private static void ToMap(FeatureMapShape shape, float* image, float* map)
    {
        for (var c = 0; c < shape.Channels; c++)
        {
            for (var y = 0; y < shape.Height; y++)
            {
                for (var x = 0; x < shape.Width; x++)
                    map[shape.Origin + (y * shape.Pitch + x) * shape.Stride + c] = *image++;
            }
        }
    }

    private static void FromMap(FeatureMapShape shape, float* map, float* image)
    {
        for (var c = 0; c < shape.Channels; c++)
        {
            for (var y = 0; y < shape.Height; y++)
            {
                for (var x = 0; x < shape.Width; x++)
                    *image++ = map[shape.Origin + (y * shape.Pitch + x) * shape.Stride + c];
            }
        }
    }

    private void Run(float* parameters, float* values, float* points, float* waves, TimeRows times, float* output, bool keeps)
    {
        foreach (var layer in parts.Layout.Layers)
            layer.Pack(values, parameters);
        time.Forward(parameters, waves, times);
        Each(times.Batch, (worker, image) =>
        {
            var pass = Pass(parameters, worker, image, keeps ? tapes[image].Start : worker.Tape, times, keeps ? draw : null);
            ToMap(parts.Image.Shape, points + (nint)image * Size(parts.Image.Shape), pass.Values(parts.Image));
            parts.Entry.Forward(pass.Packed, pass.Values(parts.Image), pass.Values(parts.Entered));
            foreach (var step in parts.Steps)
                step.Block.Forward(pass);
            var shape = parts.Head.Result;
            var result = worker.Map(BufferRole.Result, shape);
            parts.Head.Forward(pass, result);
            FromMap(shape, result, output + (nint)image * Size(shape));
        });
    }

    private ImagePass Pass(float* parameters, ThreadBuffers worker, int image, float* tape, TimeRows times, ulong? masks, bool pointsAlone = false) => new()
    {
        Kernels = kernels,
        Packed = parameters,
        Transposed = transposed.Start,
        Tape = tape,
        Worker = worker,
        Image = image,
        Shifts = times.Shifts,
        Draw = masks,
        PointsAlone = pointsAlone,
    };

    /// <summary>Goes through a batch with the calling thread's number of threads.</summary>
    /// <returns>Threads.</returns>
    private int Each(int batch, Action<ThreadBuffers, int> act, Action<ThreadBuffers>? prepare = null)
    {
        var threads = Math.Clamp(TorchSharp.torch.get_num_threads(), 1, batch);
        while (workers.Count < threads)
            workers.Add(new ThreadBuffers(parts.GradientLength, parts.Layout.Length, parts.Tape.Length));
        if (threads == 1)
            Part(0);
        else
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, Part);
        return threads;

        void Part(int thread)
        {
            prepare?.Invoke(workers[thread]);
            for (var image = batch * thread / threads; image < batch * (thread + 1) / threads; image++)
                act(workers[thread], image);
        }
    }

    private void Reserve(int batch)
    {
        if (tapes.Length < batch)
            tapes = [.. tapes, .. Enumerable.Range(tapes.Length, batch - tapes.Length).Select(_ => new AlignedBuffer(parts.Tape.Length))];
    }
}
