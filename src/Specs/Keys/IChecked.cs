namespace FastOde.Specs.Keys;

/// <summary>A record that knows what can be wrong between its keys, each of them right by itself.</summary>
public interface IChecked
{
    /// <summary>What is wrong; empty where nothing is.</summary>
    IEnumerable<KeyProblem> Problems();
}
