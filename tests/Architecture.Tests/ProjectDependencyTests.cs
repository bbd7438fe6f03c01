using System.Reflection;
using NetArchTest.Rules;

namespace FastOde.Architecture.Tests;

/// <summary>Who may know whom. A new reference between projects is a decision: change it here and in docs/architecture.md.</summary>
public sealed class ProjectDependencyTests
{
    private static readonly string[] Ours =
        ["Specs", "Analysis", "FlowMatching", "Kernels", "Search", "Contracts", "Storage", "Grains", "Client", "Dashboard"];

    public static TheoryData<string, string[]> Rules => new()
    {
        { "Specs", [] },
        { "Analysis", [] },
        { "FlowMatching", ["Specs"] },
        { "Kernels", ["FlowMatching", "Specs"] },
        { "Search", ["Analysis", "Specs"] },
        { "Contracts", ["Analysis", "Specs"] },
        { "Storage", ["Contracts", "Analysis", "Specs"] },
        { "Grains", ["Contracts", "Storage", "Search", "FlowMatching", "Analysis", "Specs"] },
        { "Client", ["Contracts", "Analysis", "Specs"] },
        { "Dashboard", ["Contracts", "Search", "Analysis", "Specs"] },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Project_References_OnlyWhatItMayKnow(string project, string[] allowed)
    {
        var forbidden = Ours.Except(allowed).Except([project]).Select(other => $"FastOde.{other}").ToArray();

        var referenced = Load(project).GetReferencedAssemblies().Select(name => name.Name);
        Assert.Empty(referenced.Intersect(forbidden));
        AssertNoDependency(project, forbidden);
    }

    [Fact]
    public void FlowMatching_Science_KnowsNoPlatform() =>
        AssertNoDependency("FlowMatching", ["Orleans", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore"]);

    [Theory]
    [InlineData("Specs")]
    [InlineData("Analysis")]
    [InlineData("Search")]
    public void Algorithms_OfProject_ArePureCSharp(string project) =>
        AssertNoDependency(project, ["TorchSharp", "Orleans", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore"]);

    [Theory]
    [InlineData("Client")]
    [InlineData("Dashboard")]
    public void Reader_OfResults_KnowsNeitherTorchNorDatabase(string project) =>
        AssertNoDependency(project, ["TorchSharp", "Microsoft.EntityFrameworkCore"]);

    [Theory]
    [InlineData("Analysis")]
    [InlineData("Specs")]
    [InlineData("FlowMatching")]
    [InlineData("Kernels")]
    [InlineData("Search")]
    [InlineData("Contracts")]
    [InlineData("Storage")]
    [InlineData("Grains")]
    [InlineData("Client")]
    public void Classes_OfProject_AreSealedOrAbstract(string project)
    {
        var open = Load(project).GetTypes()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false })
            .Where(type => type.Namespace?.StartsWith("FastOde.", StringComparison.Ordinal) == true)
            .Where(type => !type.FullName!.Contains(".Migrations.", StringComparison.Ordinal))
            .Where(type => !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)))
            .Where(type => !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute)))
            .Select(type => type.FullName);

        Assert.Empty(open);
    }

    private static void AssertNoDependency(string project, string[] forbidden)
    {
        var result = Types.InAssembly(Load(project)).ShouldNot().HaveDependencyOnAny(forbidden).GetResult();
        Assert.True(result.IsSuccessful, $"{project} must not know {string.Join(", ", forbidden)}: {string.Join(", ", result.FailingTypeNames ?? [])}");
    }

    private static Assembly Load(string project) => Assembly.Load($"FastOde.{project}");
}
