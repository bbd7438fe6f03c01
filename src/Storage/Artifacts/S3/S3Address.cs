namespace FastOde.Storage.Artifacts.S3;

/// <summary>A bucket of an S3-compatible store, and the prefix under which everything lies in it.</summary>
public sealed record S3Address
{
    private const string Scheme = "s3://";

    private S3Address(string bucket, string prefix) => (Bucket, Prefix) = (bucket, prefix);

    /// <summary>The bucket.</summary>
    public string Bucket { get; }

    /// <summary>What every key begins with: empty, or a path that ends with a slash.</summary>
    public string Prefix { get; }

    /// <summary>Reads <c>s3://BUCKET</c> or <c>s3://BUCKET/PREFIX</c>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static S3Address Parse(string text)
    {
        var parts = text.StartsWith(Scheme, StringComparison.Ordinal) ? text[Scheme.Length..].Split('/', 2) : [];
        if (parts is not [{ Length: > 0 } bucket, ..])
            throw new FormatException("expected a bucket such as s3://fastode or s3://lab/fastode");
        var prefix = parts.Length > 1 ? parts[1].Trim('/') : "";
        return new S3Address(bucket, prefix.Length > 0 ? $"{prefix}/" : "");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Scheme}{Bucket}/{Prefix}".TrimEnd('/');
}
