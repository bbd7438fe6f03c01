using FastOde.CrashPoints;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(CrashingHost))]

namespace FastOde.CrashPoints;

/// <summary>Adds the crashes at transitions to the services of a host (<c>ASPNETCORE_HOSTINGSTARTUPASSEMBLIES</c>).</summary>
internal sealed class CrashingHost : IHostingStartup
{
    public void Configure(IWebHostBuilder builder) =>
        builder.ConfigureServices(services => services.AddSingleton<IIncomingGrainCallFilter, Transitions>());
}
