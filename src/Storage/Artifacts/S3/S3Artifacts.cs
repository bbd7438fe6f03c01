using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using FastOde.Contracts.Results;
using FastOde.Storage.Directories;

namespace FastOde.Storage.Artifacts.S3;

/// <summary>
/// A bucket of an S3-compatible store. A key is the path on record with the checksum after it: an attempt that has lost its
/// lease can add an object that nobody records, and overwrite none.
/// </summary>
/// <param name="address">The bucket.</param>
/// <param name="directory">The data directory, in which files are written and read.</param>
/// <param name="environment">A variable of the environment; null where it is not set.</param>
internal sealed class S3Artifacts(S3Address address, DataDirectory directory, Func<string, string?> environment) : IArtifactStore, IDisposable
{
    private const char Mark = '@';

    private readonly Lazy<IAmazonS3> client = new(() => S3Client.Create(environment));

    /// <inheritdoc/>
    public string Name => address.ToString();

    /// <inheritdoc/>
    public Task Put(ArtifactRecord file, CancellationToken cancellationToken) => Ask(async () =>
    {
        await client.Value.PutObjectAsync(
            new PutObjectRequest { BucketName = address.Bucket, Key = KeyOf(file.Path, file.Sha256), FilePath = directory.Absolute(file.Path), UseChunkEncoding = false },
            cancellationToken).ConfigureAwait(false);
        return true;
    });

    /// <inheritdoc/>
    public async Task<bool> Fetch(ArtifactRecord file, CancellationToken cancellationToken)
    {
        if (!directory.Contains(file.Path))
            return false;
        var target = directory.Absolute(file.Path);
        if (File.Exists(target))
            return true;
        return await Ask(async () =>
        {
            using var answer = await Get(file, cancellationToken).ConfigureAwait(false);
            if (answer is null)
                return false;
            await Save(answer.ResponseStream, target, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> Has(string path, string sha256, CancellationToken cancellationToken) => Ask(async () =>
        (await Keys(KeyOf(path, sha256), cancellationToken).ConfigureAwait(false)).Count > 0);

    /// <inheritdoc/>
    public Task Delete(IReadOnlyCollection<string> paths, CancellationToken cancellationToken) => Ask(async () =>
    {
        foreach (var path in paths)
        {
            foreach (var key in await Keys(KeyOf(path, ""), cancellationToken).ConfigureAwait(false))
                await client.Value.DeleteObjectAsync(address.Bucket, key, cancellationToken).ConfigureAwait(false);
        }

        return true;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        if (client.IsValueCreated)
            client.Value.Dispose();
    }

    private string KeyOf(string path, string sha256) => $"{address.Prefix}{path}{Mark}{sha256}";

    private async Task<GetObjectResponse?> Get(ArtifactRecord file, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Value.GetObjectAsync(address.Bucket, KeyOf(file.Path, file.Sha256), cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception absent) when (absent is { StatusCode: HttpStatusCode.NotFound, ErrorCode: "NoSuchKey" })
        {
            return null;
        }
    }

    private async Task<List<string>> Keys(string prefix, CancellationToken cancellationToken)
    {
        // A path has one checksum on record, and few that an attempt without its lease may have left.
        var answer = await client.Value.ListObjectsV2Async(new ListObjectsV2Request { BucketName = address.Bucket, Prefix = prefix }, cancellationToken).ConfigureAwait(false);
        return [.. (answer.S3Objects ?? []).Select(found => found.Key)];
    }

    /// <summary>Writes a file whole or not at all.</summary>
    private static async Task Save(Stream content, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
                await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task<T> Ask<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new StorageException($"{Name} cannot be used: {fault.Message.TrimEnd('.')}; check the bucket, AWS_ENDPOINT_URL_S3 and the credentials", fault);
        }
    }
}
