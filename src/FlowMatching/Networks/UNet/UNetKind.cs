namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>Which family of U-Nets.</summary>
public enum UNetKind
{
    /// <summary>
    /// <c>song</c>: DDPM++ and NCSN++ (Song and others, 2021) in the form of Karras and others (2022), published as
    /// <c>SongUNet</c>.
    /// </summary>
    Song,

    /// <summary><c>adm</c>: Dhariwal and Nichol (2021) in the form of Karras and others (2022), published as <c>DhariwalUNet</c>.</summary>
    Adm,
}
