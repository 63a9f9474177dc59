namespace CdnGateway.Sandbox.Tencent;

/// <summary>The contracts under which <c>GetTimeBandwidth</c> answers, each documented on a page of its own.</summary>
public enum TencentContract
{
    /// <summary>Month-95: <c>data</c> and <c>time</c>.</summary>
    Month95,

    /// <summary>
    /// Month-95 with a discount from 00:00 to 08:00: also <c>freedata</c> and <c>freetime</c>, those of the discounted series.
    /// </summary>
    Month95WithOffPeak,

    /// <summary>Average of the daily peaks: <c>data</c>, and a <c>time</c> that is empty because an average has none.</summary>
    AverageOfDailyPeaks,
}
