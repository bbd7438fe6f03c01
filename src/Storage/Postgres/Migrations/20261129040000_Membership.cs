using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Postgres.Migrations
{
    /// <summary>
    /// The tables in which the processes of a cluster find each other, and the statements with which Orleans' provider reads
    /// and writes them. Names of tables, columns, keys and parameters are the provider's; no other program reads them.
    /// </summary>
    [DbContext(typeof(PostgresFastOdeContext))]
    [Migration("20261129040000_Membership")]
    internal sealed class Membership : Migration
    {
        // One row a process that was started, and one version for all of them, which every change moves on: who has not seen
        // the latest state of all members changes nothing.
        private const string Tables =
            """
            CREATE TABLE orleansquery (
                querykey text COLLATE "C" NOT NULL CONSTRAINT "PK_orleansquery" PRIMARY KEY,
                querytext text COLLATE "C" NOT NULL
            );
            CREATE TABLE orleansmembershipversiontable (
                deploymentid text COLLATE "C" NOT NULL CONSTRAINT "PK_orleansmembershipversiontable" PRIMARY KEY,
                version integer NOT NULL
            );
            CREATE TABLE orleansmembershiptable (
                deploymentid text COLLATE "C" NOT NULL
                    CONSTRAINT "FK_orleansmembershiptable_version" REFERENCES orleansmembershipversiontable (deploymentid),
                address text COLLATE "C" NOT NULL,
                port integer NOT NULL,
                generation integer NOT NULL,
                siloname text COLLATE "C" NOT NULL,
                hostname text COLLATE "C" NOT NULL,
                status integer NOT NULL,
                proxyport integer NOT NULL,
                suspecttimes text COLLATE "C" NULL,
                starttime timestamp with time zone NOT NULL,
                iamalivetime timestamp with time zone NOT NULL,
                CONSTRAINT "PK_orleansmembershiptable" PRIMARY KEY (deploymentid, address, port, generation)
            );
            """;

        private const string OfOneMember = "deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation";

        private const string Members =
            """
            SELECT all_of_them.deploymentid AS "DeploymentId", all_of_them.version AS "Version",
                one.address AS "Address", one.port AS "Port", one.generation AS "Generation", one.siloname AS "SiloName",
                one.hostname AS "HostName", one.status AS "Status", one.proxyport AS "ProxyPort", one.suspecttimes AS "SuspectTimes",
                one.starttime AS "StartTime", one.iamalivetime AS "IAmAliveTime"
            FROM orleansmembershipversiontable AS all_of_them LEFT JOIN orleansmembershiptable AS one ON one.deploymentid = all_of_them.deploymentid
            """;

        // The version is there also where no member is.
        private const string ReadAll = Members + " WHERE all_of_them.deploymentid = @DeploymentId";

        private const string ReadOne = Members
            + " AND one.address = @Address AND one.port = @Port AND one.generation = @Generation WHERE all_of_them.deploymentid = @DeploymentId";

        private const string BeginVersions =
            """
            WITH begun AS (INSERT INTO orleansmembershipversiontable (deploymentid, version) VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING 1)
            SELECT EXISTS (SELECT 1 FROM begun)
            """;

        private const string Join =
            $"""
            WITH moved AS (
                UPDATE orleansmembershipversiontable SET version = version + 1
                WHERE deploymentid = @DeploymentId AND version = @Version
                    AND NOT EXISTS (SELECT 1 FROM orleansmembershiptable WHERE {OfOneMember})
                RETURNING deploymentid),
            joined AS (
                INSERT INTO orleansmembershiptable
                    (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
                SELECT deploymentid, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
                RETURNING 1)
            SELECT EXISTS (SELECT 1 FROM joined)
            """;

        private const string Change =
            $"""
            WITH moved AS (
                UPDATE orleansmembershipversiontable SET version = version + 1
                WHERE deploymentid = @DeploymentId AND version = @Version
                    AND EXISTS (SELECT 1 FROM orleansmembershiptable WHERE {OfOneMember})
                RETURNING deploymentid),
            changed AS (
                UPDATE orleansmembershiptable AS member
                SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = GREATEST(member.iamalivetime, @IAmAliveTime)
                FROM moved
                WHERE member.deploymentid = moved.deploymentid AND address = @Address AND port = @Port AND generation = @Generation
                RETURNING 1)
            SELECT EXISTS (SELECT 1 FROM changed)
            """;

        private const string SignOfLife = "UPDATE orleansmembershiptable SET iamalivetime = @IAmAliveTime WHERE " + OfOneMember;

        private const string Gateways =
            """
            SELECT address AS "Address", proxyport AS "ProxyPort", generation AS "Generation" FROM orleansmembershiptable
            WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0
            """;

        // Two statements would be sent as two; one is prepared and sent as one.
        private const string ForgetAll =
            """
            WITH forgotten AS (DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId)
            UPDATE orleansmembershipversiontable SET version = version + 1 WHERE deploymentid = @DeploymentId
            """;

        // 6 is the provider's number for a process that has died.
        private const string ForgetDead =
            "DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId AND status = 6 AND iamalivetime < @IAmAliveTime AND starttime < @IAmAliveTime";

        private const string ForgetDeadMember = "DELETE FROM orleansmembershiptable WHERE " + OfOneMember
            + " AND status = 6 AND iamalivetime = @IAmAliveTime AND starttime = @StartTime AND COALESCE(suspecttimes, '') = COALESCE(@SuspectTimes, '')";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Tables);
            Add(migrationBuilder, "GatewaysQueryKey", Gateways);
            Add(migrationBuilder, "MembershipReadRowKey", ReadOne);
            Add(migrationBuilder, "MembershipReadAllKey", ReadAll);
            Add(migrationBuilder, "InsertMembershipVersionKey", BeginVersions);
            Add(migrationBuilder, "UpdateIAmAlivetimeKey", SignOfLife);
            Add(migrationBuilder, "InsertMembershipKey", Join);
            Add(migrationBuilder, "UpdateMembershipKey", Change);
            Add(migrationBuilder, "DeleteMembershipTableEntriesKey", ForgetAll);
            Add(migrationBuilder, "CleanupDefunctSiloEntriesKey", ForgetDead);
            Add(migrationBuilder, "CleanupDefunctSiloEntryKey", ForgetDeadMember);
        }

        private static void Add(MigrationBuilder migrationBuilder, string key, string text) =>
            migrationBuilder.Sql($"INSERT INTO orleansquery (querykey, querytext) VALUES ('{key}', $statement${text}$statement$)");
    }
}
