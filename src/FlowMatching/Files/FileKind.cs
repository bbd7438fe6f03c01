namespace FastOde.FlowMatching.Files;

/// <summary>What can be done about a file that is given in place of another: forms with the same cure are one kind.</summary>
internal enum FileKind
{
    /// <summary>Nothing is in it.</summary>
    Empty,

    /// <summary>It stands for a file that is elsewhere.</summary>
    Pointer,

    /// <summary>A server's answer in place of a file.</summary>
    Page,

    /// <summary>Some other text.</summary>
    Text,

    /// <summary>One file, compressed.</summary>
    Compressed,

    /// <summary>Several files in one.</summary>
    Archive,

    /// <summary>Several files in one, as CIFAR-10 comes.</summary>
    Tar,

    /// <summary>A Python pickle, which is a program.</summary>
    Pickle,

    /// <summary>Arrays in some form that is not read.</summary>
    Arrays,

    /// <summary>A file in MNIST's form.</summary>
    Idx,

    /// <summary>An image of a form that data sets are made from.</summary>
    Image,

    /// <summary>An image or document of another form.</summary>
    OtherImage,
}
