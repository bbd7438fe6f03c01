using System.CommandLine;
using System.Globalization;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Views;

namespace FastOde.Silo.Commands.Data;

/// <summary><c>fastode data add</c>: checks files of images and stores them as a data set.</summary>
internal static class AddCommand
{
    private const int SmallestSize = 2;

    /// <summary>The option by which a data set takes the place of another.</summary>
    public static Option<bool> ReplaceOption() => new("--replace") { Description = "Take the place of a data set of this name." };

    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var name = new Argument<string>("NAME") { Description = $"What specs call it: {DatasetName.Rule}." };
        var path = new Argument<string>("PATH") { Description = "A folder with the files of MNIST, Fashion-MNIST or CIFAR-10, CIFAR-10's archive, or a folder of PNG, JPEG or WebP files; folders in it are classes." };
        var size = new Option<int?>("--size") { Description = "Crop the central square of each image and resize it to N × N.", HelpName = "N", CustomParser = ParseSize };
        var channels = new Option<string?>("--channels") { Description = "Convert each image to grey or rgb.", HelpName = "KIND" };
        channels.AcceptOnlyFromAmong("grey", "rgb");
        var test = new Option<string?>("--test") { Description = "A second folder of images, held back to test on.", HelpName = "PATH" };
        var replace = ReplaceOption();
        path.RefuseStandardStream();
        test.RefuseStandardStream();
        var command = new Command("add", "Check, count and hash images, and store them as a data set.");
        command.Arguments.Add(name);
        command.Arguments.Add(path);
        foreach (var option in new Option[] { size, channels, test, replace })
            command.Options.Add(option);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => DatasetWork.Change(options.Read(result), "data.add", result.GetRequiredValue(name), async (store, cancellationToken) =>
        {
            var output = CommandOutput.Of(result);
            LibtorchLocation.Prepare();
            var added = await JobProgress.Show("images", progress => Task.FromResult(store.Add(
                result.GetRequiredValue(name),
                new ImageDatasetSource
                {
                    Path = result.GetRequiredValue(path),
                    TestPath = result.GetValue(test),
                    Size = result.GetValue(size),
                    Channels = result.GetValue(channels) switch { "grey" => ImageChannels.Grey, "rgb" => ImageChannels.Rgb, _ => null },
                },
                result.GetValue(replace),
                TimeProvider.System.GetUtcNow(),
                progress,
                cancellationToken)));
            output.Write(DatasetView.Of(added), DatasetText.Added(added));
        }));
        return command;
    }

    private static int? ParseSize(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= SmallestSize and <= ImageDatasetSource.LargestSize)
            return size;
        result.AddError($"--size {text}: expected a number of pixels from {SmallestSize} to {ImageDatasetSource.LargestSize}");
        return null;
    }
}
