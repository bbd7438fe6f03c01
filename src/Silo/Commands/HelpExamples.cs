namespace FastOde.Silo.Commands;

/// <summary>What the help of each command shows as examples.</summary>
internal static class HelpExamples
{
    /// <summary>Of a first day; the help of the program itself.</summary>
    private const string Program = """
        fastode run examples/two-gaussians.yaml             run a study, then look at it until Ctrl-C
        fastode run spec.yaml --exit --json result.json     run it in a script
        fastode resume --exit --data /data/study            finish what a crash or Ctrl-C left
        fastode submit spec.yaml                            run a study in the process that runs already
        fastode ls                                          list the experiments, also where nothing runs
        fastode compare 3-1 3-7                             which of two assignments is better
        fastode data download mnist                         fetch images that specs can name
        fastode figure 3 --out nfe.svg                      draw quality against sampling cost
        fastode export 3 --format html --out report.html    a report to read and to pass on
        fastode sample 3-1 --nfe 9 --count 64 --out out     generate samples of a trial
        fastode doctor                                      what this machine can do, and the cure where it cannot
        """;

    /// <summary>Of each command.</summary>
    private const string Commands = """
        fastode run examples/two-gaussians.yaml
        fastode run spec.yaml --exit --json result.json
        fastode run spec.yaml --set trial.batchSize=256 --set "seeds=[0, 1]"
        fastode resume --exit --data /data/study
        fastode resume --failed --exit --json result.json
        fastode resume two-gaussians
        fastode serve --data /data/study --slots 4
        fastode serve --bind 10.0.0.5 --certificate lab.pem
        fastode serve --role trainer --db "Host=db.example;Database=fastode" --data /shared/lab --port 0
        fastode submit spec.yaml
        fastode submit spec.yaml --set "seeds=[5, 6]" --server 127.0.0.1:30000
        fastode clone two-gaussians --set "seeds=[5, 6]"
        fastode reproduce 3-1
        fastode ls --state running
        fastode ls --query tag:paper --json
        fastode show two-gaussians
        fastode show 3-1 --json
        fastode watch two-gaussians
        fastode compare two-gaussians
        fastode compare 3-1 3-7
        fastode export 3 --format parquet --out points.parquet
        fastode export 3 --format csv --table evaluations --out -
        fastode export 3 --figures figures --figure-format png
        fastode pause two-gaussians
        fastode cancel 3 --server 127.0.0.1:30000
        fastode extend 3 --trials 100
        fastode extend two-gaussians --seeds 2
        fastode rerun 3 --top 5 --seeds 3
        fastode rerun 3 --failed
        fastode retry 3-7
        fastode archive 3
        fastode archive 3 --restore
        fastode rm two-gaussians
        fastode rm two-gaussians --undo
        fastode data add faces-64 faces --size 64
        fastode data add digits train --test test --channels grey
        fastode data download mnist
        fastode data ls
        fastode data rm faces-64
        fastode network spec.yaml
        fastode network --published cifar10 --json
        fastode figure 3 --out nfe.svg
        fastode figure 3 --kind key --key coupling.beta --cell euler-20 --metric fid --out beta.png
        fastode sample 3-1 --solver heun --nfe 9 --count 64 --out samples
        fastode sample 3-1 --solver dopri5 --tolerance 1e-5 --noise --out samples
        fastode evaluate 3-1 --solver euler/curvature=2,4,8 --solver heun=5,9 --metric fid
        fastode evaluate 3-1 --step 20000 --json -
        fastode import model.pth --spec spec.yaml --weights model_ema
        fastode import /mnt/laptop/study --experiment 3 --renumber
        fastode export-weights 3-1 weights.safetensors --network velocity
        fastode features train mnist
        fastode features download inception
        fastode features add inception pt_inception-2015-12-05-6726825d.pth
        fastode features ls
        fastode limits 3
        fastode limits 3 --priority 10 --trials all
        fastode retain 3 --checkpoints 1 --samples last --points 500 --dry-run
        fastode vacuum --data /data/study
        fastode backup monday.tar --data /data/study
        fastode restore monday.tar --data /data/study-2
        fastode account add anna --role admin
        fastode account list
        fastode account role anna operator
        fastode account password anna
        fastode account disable anna
        fastode account enable anna
        fastode token create nightly --account anna --role operator --days 30
        fastode token list
        fastode token revoke 1
        fastode webhook add https://lab.example/fastode --on finished failed
        fastode webhook list
        fastode webhook rm 1
        fastode webhook test 1
        fastode audit --about "experiment 3" --limit 20
        fastode doctor
        fastode doctor --repair --data /data/study
        fastode completion bash
        """;

    /// <summary>The examples of a command, those of the commands below it where it has such.</summary>
    /// <param name="path">The command as it is typed, such as <c>fastode data add</c>.</param>
    public static IReadOnlyList<string> Of(string path) => path == "fastode"
        ? Program.Split('\n')
        : [.. Commands.Split('\n').Where(example => example == path || example.StartsWith(path + " ", StringComparison.Ordinal))];
}
