namespace FastOde.Silo.Access;

/// <summary>Why a request is not answered.</summary>
/// <param name="Status">The status code of HTTP.</param>
/// <param name="Reason">What is wrong and what to do, as the answer's text.</param>
internal sealed record AccessRefusal(int Status, string Reason);
