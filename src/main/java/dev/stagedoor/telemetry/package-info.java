/**
 * What an operator sees of the calls: metrics and traces in the words of OpenTelemetry's conventions for generative AI, and
 * one line per call. None of it holds a key, a prompt, an answer or anything else that a caller wrote.
 */
package dev.stagedoor.telemetry;
