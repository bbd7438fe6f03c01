using System.CommandLine;
using System.Globalization;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Metrics.Features.Classifiers;
using FastOde.Silo.Output;
using TorchSharp;

namespace FastOde.Silo.Commands.Features;

/// <summary><c>fastode features train</c>: trains the classifier of a data set, whose features score its images.</summary>
internal static class TrainCommand
{
    private const int MostEpochs = 100_000;

    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var name = new Argument<string>("NAME") { Description = "An added data set with labels and a test part, such as mnist." };
        var seed = new Option<long>("--seed") { Description = "Seed of initial weights and order.", HelpName = "N" };
        var epochs = new Option<int>("--epochs")
        {
            Description = "Passes over the training images.",
            HelpName = "N",
            DefaultValueFactory = _ => new ClassifierTrainingOptions().Epochs,
            CustomParser = result => HostOptionSet.Parse(result, "--epochs", 1, MostEpochs, "a whole number"),
        };
        var command = new Command("train", "Train a small classifier of a data set, and keep it as the extractor NAME-classifier.");
        command.Arguments.Add(name);
        command.Options.Add(seed);
        command.Options.Add(epochs);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        options.AddThreadsTo(command);
        command.SetAction((result, _) =>
        {
            var (output, settings) = (CommandOutput.Of(result), options.Read(result));
            return FeatureWork.Change(settings, "features.train", FeatureExtractors.ClassifierOf(result.GetRequiredValue(name)), async (directory, extractors, cancellationToken) =>
            {
                var dataset = result.GetRequiredValue(name);
                var said = await JobProgress.Show("training", part =>
                {
                    // libtorch counts the threads of each thread that asks it.
                    if (settings.Threads is { } threads)
                        torch.set_num_threads(threads);
                    return Task.FromResult(Train(
                        new ImageDatasetStore(directory.DatasetsPath), extractors, dataset,
                        new ClassifierTrainingOptions { Seed = result.GetValue(seed), Epochs = result.GetValue(epochs) }, part, cancellationToken));
                });
                output.Write(extractors.Find(FeatureExtractors.ClassifierOf(dataset)), said);
            });
        });
        return command;
    }

    /// <returns>What was trained, in a line.</returns>
    private static string Train(
        ImageDatasetStore store, FeatureExtractors extractors, string dataset, ClassifierTrainingOptions options, JobPart part, CancellationToken cancellationToken)
    {
        var name = FeatureExtractors.ClassifierOf(dataset);
        var begin = TimeProvider.System.GetTimestamp();
        using var train = store.Read(dataset, DatasetPart.Train, torch.CPU);
        using var test = store.Read(dataset, DatasetPart.Test, torch.CPU);
        using var classifier = ClassifierTraining.Train(train, test, options, progress => part.Report((double)progress.Step / progress.Steps), cancellationToken);
        ClassifierFile.Write(extractors.PathOf(name), classifier);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"trained {name} in {TimeProvider.System.GetElapsedTime(begin).TotalSeconds:0} s: {classifier.Accuracy:P2} of {test.Count:N0} test images right, {classifier.Model.Options.Features} features");
    }
}
