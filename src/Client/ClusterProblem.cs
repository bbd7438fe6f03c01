namespace FastOde.Client;

/// <summary>What keeps a program from a cluster.</summary>
public enum ClusterProblem
{
    /// <summary>The PostgreSQL server does not answer.</summary>
    DatabaseUnreachable,

    /// <summary>The server answers, and does not let this user into the database, or has none of this name.</summary>
    DatabaseRefused,

    /// <summary>The database has no tables in which the processes of a cluster find each other.</summary>
    NoCluster,

    /// <summary>No control process is in the cluster, or none of them answers.</summary>
    NoControlProcess,

    /// <summary>A certificate of the cluster is missing, cannot be used, or is not taken.</summary>
    Certificate,

    /// <summary>The secret of the cluster is missing, is another one, or lies in a file that others may use.</summary>
    Secret,

    /// <summary>No answer came in time.</summary>
    Timeout,
}
