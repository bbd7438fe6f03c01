namespace FastOde.Kernels.Vectors;

/// <summary>
/// Single-precision arithmetic on all lanes of one vector width. Kernels are written once over this interface; the
/// just-in-time compiler specialises them, so that nothing of it is left at run time.
/// </summary>
/// <typeparam name="TVector">The vector of that width.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Lanes a vector has: a divisor of <see cref="Panels.Width"/>.</summary>
    static abstract int Count { get; }

    /// <summary>Vectors the processor can hold in registers at once.</summary>
    static abstract int Registers { get; }

    /// <summary>All lanes zero.</summary>
    static abstract TVector Zero { get; }

    /// <summary>Reads consecutive floats.</summary>
    static abstract TVector Load(float* source);

    /// <summary>Writes consecutive floats.</summary>
    static abstract void Store(TVector value, float* target);

    /// <summary>The same number in every lane.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>Lane by lane sum.</summary>
    static abstract TVector Add(TVector left, TVector right);

    /// <summary>Lane by lane difference.</summary>
    static abstract TVector Subtract(TVector left, TVector right);

    /// <summary>Lane by lane product.</summary>
    static abstract TVector Multiply(TVector left, TVector right);

    /// <summary>Lane by lane quotient.</summary>
    static abstract TVector Divide(TVector left, TVector right);

    /// <summary><paramref name="left"/>·<paramref name="right"/> + <paramref name="addend"/>, in one rounding where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>Lane by lane square root.</summary>
    static abstract TVector SquareRoot(TVector value);

    /// <summary>Clamps to [-limit, limit]; a lane that is not a number stays one.</summary>
    static abstract TVector Clamp(TVector value, TVector limit);

    /// <summary>The sum over the lanes, always added in the same order.</summary>
    static abstract float Sum(TVector value);
}
