using FastOde.FlowMatching.Assignment;

namespace FastOde.FlowMatching.Metrics;

/// <summary>An exact 2-Wasserstein distance with the matching that attains it.</summary>
/// <param name="Distance">W2: square root of the mean squared distance of matched points.</param>
/// <param name="Assignment">Which point of the second set each point of the first is matched with, and the dual proof.</param>
public sealed record WassersteinMatching(double Distance, AssignmentResult Assignment);
