namespace FastOde.FlowMatching.Devices;

/// <summary>libtorch computes wrongly on this machine, so that nothing may be trained or scored by it.</summary>
/// <param name="problem">What is wrong, a clause.</param>
public sealed class WrongArithmeticException(string problem) : Exception(
    $"libtorch computes wrongly on this processor: {problem}; nothing is trained or scored by it. "
    + $"Restrict it with {OneDnnInstructions.Variable}={OneDnnInstructions.Safe} in the environment, and look with fastode doctor.");
