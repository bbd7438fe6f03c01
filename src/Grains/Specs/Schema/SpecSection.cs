using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs.Rules;

namespace FastOde.Grains.Specs.Schema;

/// <summary>Makes the keys of one record within a spec.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="prefix">What its keys' paths begin with.</param>
/// <param name="get">The record in a spec.</param>
/// <param name="set">The spec with another record.</param>
internal sealed class SpecSection<T>(string prefix, Func<ExperimentSpec, T> get, Func<ExperimentSpec, T, ExperimentSpec> set)
{
    internal ScalarKey Text(string name, ValueRule rule, Func<T, string?> read, Func<T, string, T> write) => Key(
        name, rule, section => read(section) is { } text ? ParameterValue.Of(text) : null,
        (section, value) => write(section, value.Text!));

    internal ScalarKey Name(string name, string kind, IReadOnlyList<string> names, Func<T, string?> read, Func<T, string, T> write) =>
        Text(name, new NameRule(kind, names), read, write);

    internal ScalarKey Number(string name, NumberRule rule, Func<T, double?> read, Func<T, double, T> write) => Key(
        name, rule, section => read(section) is { } number ? ParameterValue.Of(number) : null,
        (section, value) => write(section, value.Number!.Value));

    internal ScalarKey Whole(string name, WholeRule rule, Func<T, long?> read, Func<T, long, T> write) => Key(
        name, rule, section => read(section) is { } number ? ParameterValue.Of(number) : null,
        (section, value) => write(section, (long)value.Number!.Value));

    internal ScalarKey Flag(string name, Func<T, bool?> read, Func<T, bool, T> write) => Key(
        name, new FlagRule(), section => read(section) is { } flag ? ParameterValue.Of(flag) : null, (section, value) => write(section, value.Flag!.Value));

    internal ListKey List(
        string name, ValueRule item, Func<T, IEnumerable<ParameterValue>?> read, Func<T, IReadOnlyList<ParameterValue>, T> write) =>
        new(prefix + name, item, spec => read(get(spec)), (spec, values) => set(spec, write(get(spec), values)));

    private ScalarKey Key(string name, ValueRule rule, Func<T, ParameterValue?> read, Func<T, ParameterValue, T> write) =>
        new(prefix + name, rule, spec => read(get(spec)), (spec, value) => set(spec, write(get(spec), value)));
}
