using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components;

/// <summary>Finds the page of an address.</summary>
public sealed partial class Routes : ComponentBase;
