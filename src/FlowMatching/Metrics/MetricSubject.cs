using FastOde.FlowMatching.Solvers;

namespace FastOde.FlowMatching.Metrics;

/// <summary>What a metric looks at. It decides which trials and which solvers' cells have the metric.</summary>
public enum MetricSubject
{
    /// <summary>The generated points alone, which every solver leaves.</summary>
    Samples,

    /// <summary>The generated points, of data sets in the plane only.</summary>
    PlanarSamples,

    /// <summary>Features of the generated images: of images only, and named with the extractor.</summary>
    Features,

    /// <summary>The generated points beside the ends of a teacher's trajectories: of trials with a teacher only.</summary>
    TeacherEnds,

    /// <summary>A learned flow map: of solvers that follow one only.</summary>
    FlowMap,

    /// <summary>The trajectories: of solvers whose steps all samples share, without noise of their own.</summary>
    Trajectories,

    /// <summary>The field itself, followed with its divergence, which is no point of a path: of a <see cref="RungeKuttaMethod"/> only.</summary>
    Flow,
}
