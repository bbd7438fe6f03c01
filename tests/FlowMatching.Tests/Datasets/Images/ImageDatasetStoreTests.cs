using System.Security.Cryptography;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Words;
using FastOde.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Datasets.Images;

/// <summary>Adding, finding and reading data sets of images.</summary>
public sealed class ImageDatasetStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly ImageDatasetStore store;

    public ImageDatasetStoreTests() => store = new ImageDatasetStore(Path.Combine(folder.Path, "datasets"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Add_RealMnist_KeepsEveryPixelAndLabel()
    {
        var source = Path.GetDirectoryName(SharedFiles.Require("data/mnist/train-images-idx3-ubyte.gz"))!;
        var info = Add("mnist", source);
        Assert.Equal((60_000L, 10_000L), (info.Train.Count, info.Test!.Count));
        Assert.Equal(new SampleShape(1, 28, 28), info.Shape);
        using var original = Mnist.Read(source, DatasetPart.Test, torch.CPU);
        using var stored = store.Read("mnist", DatasetPart.Test, torch.CPU);
        TensorAssert.Same(original.Images, stored.Images);
        TensorAssert.Same(original.Labels, stored.Labels);
        Assert.Equal((original.Sha256, original.Classes), (stored.Sha256, stored.Classes));
    }

    [Fact]
    public void Find_AddedSet_SaysWhatWasStored()
    {
        var source = Idx(IdxBytes.Images(3, 2, 5), [7, 0, 7]);
        var added = Add("digits", source);
        var found = store.Find("digits");
        Assert.Equivalent(added, found, strict: true);
        Assert.Equal(("digits", ImageDatasetFormat.Idx, Noon, source), (found.Name, found.Format, found.AddedAt, found.Source));
        Assert.Equal(new SampleShape(1, 2, 5), found.Shape);
        Assert.Equal([1L, 0, 0, 0, 0, 0, 0, 2, 0, 0], found.Train.ClassCounts);
        Assert.Null(found.Test);
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData([.. Enumerable.Range(0, 30).Select(i => (byte)i), 7, 0, 7])), found.Train.Sha256);
        Assert.Equal(64, found.Sha256.Length);
    }

    [Fact]
    public void Add_Images_TellsThePartThatIsStored()
    {
        ToldParts told = [];
        Add("digits", Idx(IdxBytes.Images(3, 2, 5), [7, 0, 7]), progress: told);
        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1]);
    }

    [Fact]
    public void List_SeveralSets_AreInOrderOfName()
    {
        Assert.Empty(store.List());
        var source = Idx(IdxBytes.Images(1, 2, 2), [1]);
        Add("b", source);
        Add("a", source);
        Assert.Equal(["a", "b"], store.List().Select(info => info.Name));
    }

    [Fact]
    public void Find_UnknownName_SaysTheNearestAndHowToAdd()
    {
        var nothing = Assert.Throws<ImageDatasetException>(() => store.Find("mnist")).Message;
        Assert.Contains("There is no data set 'mnist'", nothing, StringComparison.Ordinal);
        Assert.Contains("fastode data add mnist PATH", nothing, StringComparison.Ordinal);
        Add("mnist", Idx(IdxBytes.Images(1, 2, 2), [1]));
        Assert.Contains("did you mean 'mnist'?", Assert.Throws<ImageDatasetException>(() => store.Find("mnsit")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingTestPart_SaysHowToGetOne()
    {
        Add("digits", Idx(IdxBytes.Images(1, 2, 2), [1]));
        var message = Assert.Throws<ImageDatasetException>(() => store.Read("digits", DatasetPart.Test, torch.CPU)).Message;
        Assert.Contains("has no test part", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(-1)]
    public void Read_AlteredByte_IsRefused(int position)
    {
        Add("digits", Idx(IdxBytes.Images(1, 2, 2), [1]));
        var file = Path.Combine(folder.Path, "datasets", "digits", "train.safetensors");
        var content = File.ReadAllBytes(file);
        content[position < 0 ? content.Length + position : position] ^= 1;
        File.WriteAllBytes(file, content);
        AssertDamaged(file, "has not the hash");
    }

    [Fact]
    public void Read_ShortOrMissingFile_IsRefused()
    {
        Add("digits", Idx(IdxBytes.Images(1, 2, 2), [1]));
        var file = Path.Combine(folder.Path, "datasets", "digits", "train.safetensors");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
        AssertDamaged(file, "bytes where");
        File.Delete(file);
        AssertDamaged(file);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"name\":\"digits\"}")]
    public void Find_DamagedDescription_IsRefused(string content)
    {
        Add("digits", Idx(IdxBytes.Images(1, 2, 2), [1]));
        var file = Path.Combine(folder.Path, "datasets", "digits", "dataset.json");
        File.WriteAllText(file, content);
        AssertDamaged(file);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mnist")]
    [InlineData("-mnist")]
    [InlineData("mnist\n")]
    [InlineData("../mnist")]
    [InlineData("a b")]
    [InlineData("two-gaussians")]
    public void Add_ImpossibleName_IsRefused(string name) =>
        AssertRefused(name, Idx(IdxBytes.Images(1, 2, 2), [1]), $"'{VisibleText.Of(name)}'");

    [Fact]
    public void Add_TakenName_IsRefusedAndKeepsTheOldSet()
    {
        var added = Add("digits", Idx(IdxBytes.Images(1, 2, 2), [1]));
        var message = Assert.Throws<ImageDatasetException>(() => Add("digits", Idx(IdxBytes.Images(2, 2, 2), [1, 2]))).Message;
        Assert.Contains("There is a data set 'digits' already", message, StringComparison.Ordinal);
        Assert.Equal(added.Sha256, store.Find("digits").Sha256);
    }

    [Fact]
    public void Add_NoSuchPath_IsRefused() => AssertRefused("digits", Path.Combine(folder.Path, "nowhere"), "There is nothing at");

    [Fact]
    public void Add_BrokenTestPart_StoresNothing()
    {
        var source = Idx(IdxBytes.Images(1, 2, 2), [1]);
        File.WriteAllBytes(Path.Combine(source, "t10k-images-idx3-ubyte"), IdxBytes.Images(1, 2, 2)[..^1]);
        File.WriteAllBytes(Path.Combine(source, "t10k-labels-idx1-ubyte"), IdxBytes.Labels(1));
        AssertRefused("digits", source, "t10k-images-idx3-ubyte", "cut off");
    }

    [Fact]
    public void Add_LabelsOfAnotherPart_AreRefused()
    {
        AssertRefused("digits", Idx(IdxBytes.Images(2, 2, 2), [1]), "has 2 images", "has 1 labels");
    }

    [Fact]
    public void Add_TestImagesOfAnotherSize_AreRefusedWithBothSizes()
    {
        var source = Idx(IdxBytes.Images(1, 2, 2), [1]);
        File.WriteAllBytes(Path.Combine(source, "t10k-images-idx3-ubyte"), IdxBytes.Images(1, 2, 3));
        File.WriteAllBytes(Path.Combine(source, "t10k-labels-idx1-ubyte"), IdxBytes.Labels(1));
        AssertRefused("digits", source, "are 1 × 2 × 2, and the test images 1 × 2 × 3");
    }

    [Theory]
    [InlineData("has neither 'train-images-idx3-ubyte'", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")]
    [InlineData("has neither 'train-images-idx3-ubyte'", "train-labels-idx1-ubyte")]
    [InlineData("has neither 't10k-images-idx3-ubyte'", "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-labels-idx1-ubyte.gz")]
    [InlineData("has no 'data_batch_1.bin'", "test_batch.bin")]
    [InlineData("files of MNIST's form and of CIFAR-10", "test_batch.bin", "train-labels-idx1-ubyte")]
    [InlineData("CIFAR-10's Python version", "data_batch_1", "batches.meta", "test_batch")]
    [InlineData("CIFAR-10's Python version", "cifar-10-batches-py/data_batch_1", "cifar-10-python.tar.gz")]
    [InlineData("CIFAR-100's binary version", "cifar-100-binary/train.bin", "cifar-100-binary/test.bin")]
    [InlineData("is of EMNIST", "emnist-letters-train-images-idx3-ubyte.gz", "emnist-letters-train-labels-idx1-ubyte.gz")]
    public void Add_FolderThatLacksSomethingOrIsOfAnotherForm_SaysWhatItIs(string expected, params string[] names)
    {
        var source = Path.Combine(folder.Path, "source");
        foreach (var name in names)
            Pictures.Write(source, name, name.Contains("labels", StringComparison.Ordinal) ? IdxBytes.Labels(1) : IdxBytes.Images(1, 2, 2));
        AssertRefused("digits", source, expected);
    }

    [Fact]
    public void Add_PipeOrDevice_IsRefusedByNameAtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files in folders");
        var file = Path.Combine(folder.Path, "train-images-idx3-ubyte");
        SpecialFiles.MakeFifo(file);
        AssertRefused("digits", file, file, "FIFO");
        File.WriteAllBytes(Path.Combine(folder.Path, "train-labels-idx1-ubyte"), IdxBytes.Labels(1));
        AssertRefused("digits", folder.Path, file, "FIFO");
        AssertRefused("digits", "/dev/zero", "'/dev/zero' cannot be read: it is a device");
    }

    [Fact]
    public void Add_Cancelled_StoresNothing()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var source = new ImageDatasetSource { Path = Idx(IdxBytes.Images(1, 2, 2), [1]) };
        Assert.Throws<OperationCanceledException>(() => store.Add("digits", source, replace: false, Noon, progress: null, cancelled.Token));
        AssertNothingStored();
    }

    [Fact]
    public void Add_WithReplace_TakesThePlaceOfTheOldSet()
    {
        Add("digits", Idx(IdxBytes.Images(1, 2, 2), [1]));
        var added = Add("digits", Idx(IdxBytes.Images(2, 2, 2), [1, 2]), replace: true);
        Assert.Equal((2, added.Sha256), (store.Find("digits").Train.Count, store.Find("digits").Sha256));
        Assert.Equal(["digits"], Entries());
    }

    [Fact]
    public void Add_WithReplaceOfBrokenFiles_KeepsTheOldSet()
    {
        var added = Add("digits", Idx(IdxBytes.Images(1, 2, 2), [1]));
        Assert.Throws<ImageDatasetException>(() => Add("digits", Idx(IdxBytes.Images(2, 2, 2)[..^1], [1, 2]), replace: true));
        Assert.Equal(added.Sha256, store.Find("digits").Sha256);
        Assert.Equal(["digits"], Entries());
    }

    [Fact]
    public void Add_AfterACrashWhileReplacing_ClearsWhatItLeft()
    {
        Add("digits", Idx(IdxBytes.Images(1, 2, 2), [1]));
        var place = Path.Combine(folder.Path, "datasets");
        Directory.Move(Path.Combine(place, "digits"), Path.Combine(place, ".digits.replaced"));
        Directory.CreateDirectory(Path.Combine(place, ".digits.new"));
        Assert.Empty(store.List());
        Add("digits", Idx(IdxBytes.Images(3, 2, 2), [1, 2, 3]), replace: true);
        Assert.Equal(3, store.Find("digits").Train.Count);
        Assert.Equal(["digits"], Entries());
    }

    [Fact]
    public void Add_WhileAnotherProcessDoes_IsRefused()
    {
        var source = Idx(IdxBytes.Images(1, 2, 2), [1]);
        Directory.CreateDirectory(Path.Combine(folder.Path, "datasets"));
        using var other = new FileStream(Path.Combine(folder.Path, "datasets", ".lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        AssertRefused("digits", source, "Another process");
    }

    [Fact]
    public void Remove_DamagedSet_LeavesNothing()
    {
        Add("digits", Idx(IdxBytes.Images(1, 2, 2), [1]));
        File.Delete(Path.Combine(folder.Path, "datasets", "digits", "dataset.json"));
        store.Remove("digits");
        AssertNothingStored();
        Assert.Contains("no data set 'digits'", Assert.Throws<ImageDatasetException>(() => store.Remove("digits")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_InAScope_LeavesOnlyTheDataset()
    {
        Add("digits", Idx(IdxBytes.Images(3, 2, 2), [1, 2, 3]));
        using var scope = torch.NewDisposeScope();
        var dataset = store.Read("digits", DatasetPart.Train, torch.CPU);
        Assert.Equal(0, scope.DisposablesCount);
        Assert.Equal([3L, 1, 2, 2], dataset.Images.shape);
        dataset.Dispose();
    }

    private ImageDatasetInfo Add(string name, string path, bool replace = false, IProgress<double>? progress = null) =>
        store.Add(name, new ImageDatasetSource { Path = path }, replace, Noon, progress, TestContext.Current.CancellationToken);

    private string Idx(byte[] images, byte[] labels)
    {
        var source = Directory.CreateDirectory(Path.Combine(folder.Path, $"source-{labels.Length}")).FullName;
        File.WriteAllBytes(Path.Combine(source, "train-images-idx3-ubyte"), images);
        File.WriteAllBytes(Path.Combine(source, "train-labels-idx1-ubyte.gz"), IdxBytes.Zipped(IdxBytes.Labels(labels)));
        return source;
    }

    private void AssertRefused(string name, string path, params string[] expected)
    {
        var message = Assert.Throws<ImageDatasetException>(() => Add(name, path)).Message;
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
        AssertNothingStored();
    }

    private void AssertDamaged(string file, string expected = "")
    {
        var message = Assert.Throws<ImageDatasetException>(() => store.Read("digits", DatasetPart.Train, torch.CPU).Dispose()).Message;
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        Assert.All([file, expected, "fastode data rm digits"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private void AssertNothingStored() => Assert.Empty(Entries());

    private string[] Entries() => !Directory.Exists(Path.Combine(folder.Path, "datasets"))
        ? []
        : [.. Directory.GetFileSystemEntries(Path.Combine(folder.Path, "datasets")).Select(entry => Path.GetFileName(entry)).Where(entry => entry != ".lock")];
}
