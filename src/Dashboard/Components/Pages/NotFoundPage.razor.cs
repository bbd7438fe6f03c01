using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>What an unknown address shows.</summary>
public sealed partial class NotFoundPage : ComponentBase;
