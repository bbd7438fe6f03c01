// Many tests wait for a lease, a lock or a server; two at a time fill each other's pauses. Those that measure time or memory are of
// the collection that runs alone.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections, MaxThreads = 2)]
