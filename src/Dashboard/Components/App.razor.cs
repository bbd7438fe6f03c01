using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;

namespace FastOde.Dashboard.Components;

/// <summary>The HTML document around every page.</summary>
public sealed partial class App : ComponentBase
{
    // The layout leaves the page itself out of the first answer, so that it reads its history and subscribes once, not twice.
    private static readonly InteractiveServerRenderMode Mode = new(prerender: true);

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    // Pages that set a cookie are plain answers of HTTP.
    private IComponentRenderMode? PageMode => Http?.AcceptsInteractiveRouting() == false ? null : Mode;
}
