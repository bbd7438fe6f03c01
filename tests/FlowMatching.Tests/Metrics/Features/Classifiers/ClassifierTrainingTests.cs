using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Metrics.Features.Classifiers;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics.Features.Classifiers;

/// <summary>Training, keeping and using the small classifier, on images that a few steps can learn.</summary>
public sealed class ClassifierTrainingTests
{
    private static readonly ClassifierTrainingOptions Short = new() { Epochs = 4, BatchSize = 32, EmaDecay = 0.9 };

    private static readonly ClassifierTrainingOptions Tiny = Short with { Epochs = 1, BatchSize = 200 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Train_Stripes_TellsRowsFromColumns()
    {
        var reports = new List<ClassifierProgress>();
        using var classifier = Train(Short, reports.Add);
        Assert.InRange(classifier.Accuracy, 0.95, 1);
        Assert.Equal([20, 40, 52], reports.Select(report => report.Step));
        Assert.All(reports, report => Assert.Equal(52, report.Steps));
        Assert.InRange(reports[^1].Loss, 0, reports[0].Loss);
    }

    [Fact]
    public void Train_SameSeed_GivesTheSameWeights()
    {
        using var first = new ClassifierExtractor("stripes-classifier", Train(Tiny));
        using var second = new ClassifierExtractor("stripes-classifier", Train(Tiny));
        using var third = new ClassifierExtractor("stripes-classifier", Train(Tiny with { Seed = 1 }));
        Assert.Equal(first.Sha256, second.Sha256);
        Assert.NotEqual(first.Sha256, third.Sha256);
    }

    [Fact]
    public void Train_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        using var images = Stripes.Create(1000, 1);
        Assert.Throws<OperationCanceledException>(() => ClassifierTraining.Train(images, images, Short, _ => source.Cancel(), source.Token));
    }

    [Fact]
    public void Train_PartsOfOtherSizes_IsRefused()
    {
        using var train = Stripes.Create(20, 1);
        using var test = Stripes.Create(20, 1, side: 8);
        Assert.Throws<ArgumentException>(() => ClassifierTraining.Train(train, test, Tiny, null, Token));
    }

    [Fact]
    public void Extract_MoreThanABatch_GivesEachImageItsOwnFeatures()
    {
        using var extractor = new ClassifierExtractor("stripes-classifier", Train(Tiny));
        using var data = Stripes.Create(300, 3);
        using var scope = torch.NewDisposeScope();
        var images = data.Batch(torch.arange(300), null);
        var features = extractor.Extract(images, Token);
        Assert.Equal([300, 64], features.shape);
        Assert.False(features.requires_grad);
        TensorAssert.Close(features[299], extractor.Extract(images.narrow(0, 299, 1), Token)[0], 1e-5);
    }

    [Fact]
    public void Extract_AnotherShape_IsRefused()
    {
        using var extractor = new ClassifierExtractor("stripes-classifier", Train(Tiny));
        using var images = torch.zeros(2, 3, 12, 12);
        var refused = Assert.Throws<ArgumentException>(() => extractor.Extract(images, Token));
        Assert.Contains("stripes-classifier takes images of 1 × 12 × 12, not 3 × 12 × 12", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameFeatures()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "features", "stripes-classifier.safetensors");
        using var trained = new ClassifierExtractor("stripes-classifier", Train(Short, file: file));
        var read = ClassifierFile.Read(file);
        using var extractor = new ClassifierExtractor("stripes-classifier", read);
        Assert.Equal(trained.Sha256, extractor.Sha256);
        using var data = Stripes.Create(400, 1);
        Assert.Equal(data.Sha256, read.DataSha256);
        Assert.InRange(read.Accuracy, 0.95, 1);
        Assert.Equal("stripes-classifier.safetensors", Path.GetFileName(Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!))));
    }

    [Fact]
    public void Read_DamagedFile_IsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "damaged.safetensors");
        Train(Tiny, file: file).Dispose();
        var content = File.ReadAllBytes(file);
        content[^1] ^= 1;
        File.WriteAllBytes(file, content);
        var refused = Assert.Throws<FeatureFileException>(() => ClassifierFile.Read(file));
        Assert.Equal($"The file '{file}' cannot be used: its checksum does not match its content; train the classifier again.", refused.Message);
    }

    [Fact]
    public void Read_MissingFile_IsRefusedByName()
    {
        var refused = Assert.Throws<FeatureFileException>(() => ClassifierFile.Read("/nowhere/at-all.safetensors"));
        Assert.Contains("'/nowhere/at-all.safetensors' cannot be used", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_Finished_LeavesOnlyTheWeights()
    {
        using var train = Stripes.Create(200, 1);
        using var test = Stripes.Create(20, 2);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using var classifier = ClassifierTraining.Train(train, test, Tiny, null, Token);
        Assert.Equal(before + classifier.Weights.Count, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static TrainedClassifier Train(ClassifierTrainingOptions options, Action<ClassifierProgress>? progress = null, string? file = null)
    {
        using var train = Stripes.Create(400, 1);
        using var test = Stripes.Create(100, 2);
        var classifier = ClassifierTraining.Train(train, test, options, progress, Token);
        if (file is not null)
            ClassifierFile.Write(file, classifier);
        return classifier;
    }
}
