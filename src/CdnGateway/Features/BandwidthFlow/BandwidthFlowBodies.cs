using System.IO.Pipelines;
using System.Text.Json;
using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Query;
using CdnGateway.Usage;

namespace CdnGateway.Features.BandwidthFlow;

/// <summary>The answer in the format that was asked for.</summary>
internal static class BandwidthFlowBodies
{
    public static AnswerBody Of(BandwidthFlowReading reading, BandwidthFlowQuery query, AnswerFormat format) =>
        new("application/json; charset=utf-8", [], async (pipe, token) =>
        {
            var curves = new List<UsageSeries>();
            foreach (var curve in reading.Curves)
            {
                curves.Add(await curve.LoadAsync(token));
            }

            if (format == AnswerFormat.Csv)
            {
                await BandwidthFlowCsv.ToDocument(reading, curves, query).ToBody().WriteAsync(pipe, token);
                return;
            }

            await JsonSerializer.SerializeAsync(pipe, BandwidthFlowMapping.ToResponse(reading, curves, query), ContractJson.Web.BandwidthFlowResponse, token);
        });
}
