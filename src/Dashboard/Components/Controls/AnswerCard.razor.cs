using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>An <see cref="ChartModels.Answer"/> in two sentences, with the chart that shows it.</summary>
public sealed partial class AnswerCard : ComponentBase
{
    /// <summary>What the experiment has come to.</summary>
    [Parameter, EditorRequired]
    public required Answer Answer { get; set; }
}
