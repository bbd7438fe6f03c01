namespace FastOde.Specs.Methods;

/// <summary>A method that learns to jump along the flow, from any time to any earlier one.</summary>
public abstract record FlowMapSpec : MethodSpec
{
    /// <inheritdoc/>
    public override bool LearnsFlowMap => true;
}
