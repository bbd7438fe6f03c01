using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Layout;

/// <summary>Around pages without a circuit, whose colours come from the browser alone.</summary>
public sealed partial class PlainLayout : LayoutComponentBase;
