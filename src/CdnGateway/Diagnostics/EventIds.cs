namespace CdnGateway.Diagnostics;

/// <summary>Every event of the log, in one place, so that no two share a number (docs/operations.md lists what each means).</summary>
internal static class EventIds
{
    public const int RequestCompleted = 1000;
    public const int RequestFailed = 1001;

    public const int ProviderCall = 2000;
    public const int CircuitOpened = 2001;
    public const int CircuitClosed = 2002;
    public const int QuotaExhausted = 2003;
    public const int AttemptBroke = 2004;

    public const int SandboxStarted = 3001;

    public const int CollectorStarted = 4000;
    public const int CollectorRound = 4001;
    public const int CollectorRests = 4002;
    public const int CollectorBacksOff = 4003;
    public const int CollectorBroke = 4004;

    public const int StoreUnready = 4050;
    public const int StoreReadyAgain = 4051;

    public const int StoreFails = 5001;
    public const int StoreWorksAgain = 5002;
    public const int StoreDamaged = 5003;

    public const int ReplicaAlone = 6000;
    public const int ReplicaTogether = 6001;
    public const int ClaimsFailed = 6002;
    public const int ReplicaBroke = 6003;
}
