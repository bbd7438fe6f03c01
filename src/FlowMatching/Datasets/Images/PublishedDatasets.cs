using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Downloads;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>The data sets of images that can be downloaded, with the hashes of their published files.</summary>
public static class PublishedDatasets
{
    /// <summary>Data sets by name: <c>mnist</c>, <c>fashion-mnist</c>, <c>cifar10</c>.</summary>
    public static NameCatalog<PublishedDataset> All { get; } = new(
        "data set to download",
        [
            new("mnist", new Uri("https://ossci-datasets.s3.amazonaws.com/mnist/"), Idx(
                "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
            new("fashion-mnist", new Uri("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"), Idx(
                "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
            new("cifar10", new Uri("https://www.cs.toronto.edu/~kriz/"),
                [new PublishedFile("cifar-10-binary.tar.gz", "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")]),
        ],
        dataset => dataset.Name);

    private static PublishedFile[] Idx(string trainImages, string trainLabels, string testImages, string testLabels) =>
    [
        new("train-images-idx3-ubyte.gz", trainImages),
        new("train-labels-idx1-ubyte.gz", trainLabels),
        new("t10k-images-idx3-ubyte.gz", testImages),
        new("t10k-labels-idx1-ubyte.gz", testLabels),
    ];
}
