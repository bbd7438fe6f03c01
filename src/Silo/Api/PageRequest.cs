using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FastOde.Silo.Api;

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Skip">How many are left out before the first.</param>
/// <param name="Take">How many are wanted at most.</param>
internal sealed record PageRequest(
    [property: Range(0, int.MaxValue), DefaultValue(0)] int Skip = 0,
    [property: Range(1, PageRequest.Most), DefaultValue(PageRequest.Usual)] int Take = PageRequest.Usual)
{
    /// <summary>The most that one answer has.</summary>
    public const int Most = 1000;

    private const int Usual = 100;

    /// <summary>Why it cannot be answered; null where it can.</summary>
    public ProblemHttpResult? Refusal() => Skip < 0 || Take is < 1 or > Most
        ? Problems.Of(StatusCodes.Status400BadRequest, $"skip {Skip}, take {Take}: expected a skip of 0 or more, and a take from 1 to {Most}.")
        : null;
}
