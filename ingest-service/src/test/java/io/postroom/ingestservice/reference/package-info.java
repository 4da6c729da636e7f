/**
 * What ingest must do, once more and straightforwardly: in memory, one thing after the other, with lists that are searched from
 * beginning to end. Nothing here uses a class of ingest or of the rules; {@code ReferenceModelTest} sees to it.
 */
package io.postroom.ingestservice.reference;
