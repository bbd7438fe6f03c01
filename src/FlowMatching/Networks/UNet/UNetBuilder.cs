using FastOde.FlowMatching.Networks.Layers;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>
/// Lays out the two halves of a U-Net, from the finest level to the coarsest and back, and keeps count of the channels
/// on the way.
/// </summary>
internal sealed class UNetBuilder(StateLayout layout, UNetShape shape, UNetBlockStyle style)
{
    private readonly Stack<int> skips = new();
    private readonly SongUNetSpec? song = shape.Spec as SongUNetSpec;
    private readonly int coarsest = shape.Spec.Multipliers.Count - 1;

    /// <summary>Channels of the features where the layout stands.</summary>
    public int Channels { get; private set; } = shape.InputChannels;

    /// <summary>Lays out the contracting half.</summary>
    public IReadOnlyList<ContractingLevel> Contract()
    {
        var levels = new List<ContractingLevel>();
        var given = shape.InputChannels;
        for (var level = 0; level <= coarsest; level++)
        {
            var name = $"enc.{Size(level)}";
            levels.Add(level == 0 ? First(name) : Smaller(name, level, ref given));
        }

        return levels;
    }

    /// <summary>Lays out the expanding half, after the contracting one.</summary>
    public IReadOnlyList<ExpandingLevel> Expand()
    {
        var levels = new List<ExpandingLevel>();
        for (var level = coarsest; level >= 0; level--)
        {
            var name = $"dec.{Size(level)}";
            UNetBlock[] entry = level == coarsest
                ? [Block($"{name}_in0", Channels, attends: true), Block($"{name}_in1", Channels)]
                : [Block($"{name}_up", Channels, ResampleDirection.Up)];
            var blocks = new UNetBlock[shape.Spec.Blocks + 1];
            for (var i = 0; i < blocks.Length; i++)
                blocks[i] = Block($"{name}_block{i}", Width(level), attends: Attends(level) && (song is null || i == blocks.Length - 1), beside: skips.Pop());
            levels.Add(new ExpandingLevel { Entry = entry, Blocks = blocks, Head = Head(name, level) });
        }

        return levels;
    }

    private ContractingLevel First(string name)
    {
        // The ADM network applies the first multiplier to its first convolution already.
        var width = song is not null ? shape.Spec.Channels : Width(0);
        var entry = new Convolution(layout, $"{name}_conv", Channels, width, 3, style.Initial);
        Channels = width;
        skips.Push(width);
        return new ContractingLevel { Entry = entry, Blocks = Blocks(name, 0) };
    }

    private ContractingLevel Smaller(string name, int level, ref int given)
    {
        var down = Block($"{name}_down", Channels, ResampleDirection.Down);
        skips.Push(Channels);
        SideInput? side = null;
        if (song is { Contracting: not ContractingKind.Standard })
        {
            side = new SideInput(layout, name, song.Contracting, given, Channels, style);
            given = song.Contracting == ContractingKind.Residual ? Channels : given;
        }

        return new ContractingLevel { Down = down, Side = side, Blocks = Blocks(name, level) };
    }

    private UNetBlock[] Blocks(string name, int level)
    {
        var blocks = new UNetBlock[shape.Spec.Blocks];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = Block($"{name}_block{i}", Width(level), attends: Attends(level));
            skips.Push(Channels);
        }

        return blocks;
    }

    private OutputHead? Head(string name, int level)
    {
        var everyLevel = song?.Expanding == ExpandingKind.Skip;
        if (song is null || (level > 0 && !everyLevel))
            return null;
        var larger = everyLevel && level < coarsest ? $"{name}_aux_up" : null;
        return new OutputHead(layout, (larger, $"{name}_aux_norm", $"{name}_aux_conv"), Channels, shape.OutputChannels, style);
    }

    private UNetBlock Block(string name, int outputs, ResampleDirection? direction = null, bool attends = false, int beside = 0)
    {
        var block = new UNetBlock(layout, name, Channels + beside, outputs, style, direction, attends);
        Channels = outputs;
        return block;
    }

    private bool Attends(int level) => shape.Spec.Attention.Contains(shape.Resolution >> level);

    private int Width(int level) => shape.Spec.Channels * shape.Spec.Multipliers[level];

    private string Size(int level) => $"{shape.Resolution >> level}x{shape.Resolution >> level}";
}
