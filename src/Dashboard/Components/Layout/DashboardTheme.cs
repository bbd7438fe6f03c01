using MudBlazor;

namespace FastOde.Dashboard.Components.Layout;

/// <summary>The colours and type of the pages, from fonts that every system has.</summary>
public static class DashboardTheme
{
    private static readonly string[] Fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif"];

    /// <summary>The theme in both of its modes.</summary>
    public static MudTheme Create() => new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0067a5",
            Secondary = "#a03a78",
            Success = "#1b7f4d",
            Warning = "#9a5b00",
            Error = "#b3261e",
            Info = "#0067a5",
            Background = "#f6f8fa",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1b2430",
            TextPrimary = "#1b2430",
            TextSecondary = "#4d5a68",
            ActionDefault = "#4d5a68",
            LinesDefault = "#d5dbe2",
            LinesInputs = "#7b8794",
            TableLines = "#d5dbe2",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#5ab4f5",
            PrimaryContrastText = "#0c1218",
            Secondary = "#ee8ccb",
            Success = "#4cc38a",
            SuccessContrastText = "#0c1218",
            Warning = "#e8b04a",
            WarningContrastText = "#0c1218",
            Error = "#ff8a80",
            ErrorContrastText = "#0c1218",
            Info = "#5ab4f5",
            InfoContrastText = "#0c1218",
            Background = "#14171c",
            Surface = "#1d2229",
            AppbarBackground = "#1d2229",
            AppbarText = "#e6eaf0",
            DrawerBackground = "#1d2229",
            TextPrimary = "#e6eaf0",
            TextSecondary = "#b4c0cc",
            ActionDefault = "#b4c0cc",
            LinesDefault = "#39424d",
            LinesInputs = "#7d8a98",
            TableLines = "#39424d",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts },
            Button = new ButtonTypography { FontFamily = Fonts, TextTransform = "none" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "56px" },
    };
}
