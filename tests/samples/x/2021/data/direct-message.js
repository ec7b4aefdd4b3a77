window.YTD.direct_message.part0 = [ {
  "dmConversation" : {
    "conversationId" : "41-42",
    "messages" : [ {
      "messageCreate" : {
        "recipientId" : "41",
        "text" : "see you at 8",
        "mediaUrls" : [ ],
        "senderId" : "42",
        "id" : "1390000000000000001",
        "createdAt" : "2021-05-05T18:00:00.000Z"
      }
    } ]
  }
} ]
