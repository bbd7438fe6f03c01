namespace FastOde.FlowMatching.Networks;

/// <summary>The networks a spec can ask for.</summary>
public enum NetworkKind
{
    /// <summary><c>mlp</c>: dense layers with tanh on [point, time], as in the paper's two-Gaussian example.</summary>
    Mlp,

    /// <summary><c>fourier-mlp</c>: the same on [point, time] with fixed random Fourier features of both added.</summary>
    FourierMlp,

    /// <summary><c>song-unet</c>: DDPM++ and NCSN++ on square images, see <see cref="UNet.UNetKind.Song"/>.</summary>
    SongUNet,

    /// <summary><c>adm-unet</c>: ADM on square images, see <see cref="UNet.UNetKind.Adm"/>.</summary>
    AdmUNet,
}
