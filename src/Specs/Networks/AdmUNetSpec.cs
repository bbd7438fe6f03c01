using FastOde.Specs.Keys;

namespace FastOde.Specs.Networks;

/// <summary>The U-Net of ADM.</summary>
[Kind("adm-unet", Place = 4)]
public sealed record AdmUNetSpec : UNetSpec;
