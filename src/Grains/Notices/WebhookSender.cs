using System.Globalization;
using System.Net.Http.Headers;
using FastOde.Contracts.Notices;
using FastOde.Storage.Notices;

namespace FastOde.Grains.Notices;

/// <summary>
/// Sends one message to an address, within a time, and never throws for what the other side does. It follows no redirect,
/// keeps no cookies, and reads nothing of an answer but its status.
/// </summary>
public sealed class WebhookSender : IDisposable
{
    private const int HeaderKilobytes = 16;
    private readonly WebhookTimes times;
    private readonly TimeProvider clock;
    private readonly HttpClient client;

    /// <summary>Sends.</summary>
    /// <param name="times">How long a try may take.</param>
    /// <param name="clock">Tells the moment that is signed.</param>
    public WebhookSender(WebhookTimes times, TimeProvider clock)
    {
        (this.times, this.clock) = (times, clock);
        client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                MaxResponseHeadersLength = HeaderKilobytes,

                // An address that moves to another machine is looked up again.
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("FastOde", "1"));
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    /// <summary>Sends a body.</summary>
    /// <param name="target">Where, and what signs it.</param>
    /// <param name="body">The body, JSON.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    internal async Task<WebhookTest> Send(WebhookTarget target, byte[] body, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(times.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, target.Address) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add(WebhookMessage.SignatureHeader, WebhookMessage.Signature(target.Secret, clock.GetUtcNow(), body));
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            return answer.IsSuccessStatusCode
                ? new(true, $"accepted with {status}")
                : new(false, $"answered with {status}{((int)answer.StatusCode is >= 300 and < 400 ? ", a redirect, which is not followed" : "")}");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(false, string.Create(CultureInfo.InvariantCulture, $"no answer within {times.Timeout.TotalSeconds:0.###} s"));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new(false, $"not reached: {failure.Message}");
        }
    }
}
