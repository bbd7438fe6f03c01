using Amazon.Runtime;
using Amazon.S3;

namespace FastOde.Storage.Artifacts.S3;

/// <summary>Reaches a store as the AWS tools do: endpoint, region and credentials come from the environment or the user's profile.</summary>
internal static class S3Client
{
    private const string UsualRegion = "us-east-1";

    private static readonly string[] EndpointVariables = ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"];
    private static readonly string[] RegionVariables = ["AWS_REGION", "AWS_DEFAULT_REGION"];

    /// <summary>Makes a client; nothing is asked yet.</summary>
    /// <param name="environment">A variable of the environment; null where it is not set.</param>
    public static IAmazonS3 Create(Func<string, string?> environment)
    {
        // Stores other than Amazon's know neither checksums of their own accord nor buckets as names of hosts.
        var config = new AmazonS3Config
        {
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (First(EndpointVariables) is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = First(RegionVariables) ?? UsualRegion;
            config.ForcePathStyle = true;
        }

        return First(["AWS_ACCESS_KEY_ID"]) is { } id && First(["AWS_SECRET_ACCESS_KEY"]) is { } secret && First(["AWS_SESSION_TOKEN"]) is null
            ? new AmazonS3Client(new BasicAWSCredentials(id, secret), config)
            : new AmazonS3Client(config);

        string? First(string[] variables) => variables.Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value));
    }
}
